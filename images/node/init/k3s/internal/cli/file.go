package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"
)

// readFiles reads the config file, then its drop-in directory in alphabetical order.
func (flags Flags) readFiles(main string, required bool) (Values, error) {
	dropIns, err := filepath.Glob(main + ".d/*.yaml")
	if err != nil {
		return nil, err
	}
	values := Values{}
	for _, path := range append([]string{main}, dropIns...) {
		content, err := os.ReadFile(path)
		if path == main && !required && errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if err := values.add(content, flags); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
	}
	return values, nil
}

// add applies one file: it replaces the values of the keys it names, or appends to those it writes as "key+".
func (v Values) add(content []byte, flags Flags) error {
	var document map[string]any
	if err := yaml.Unmarshal(content, &document); err != nil {
		return err
	}
	for key, value := range document {
		name, appends := strings.CutSuffix(key, "+")
		if !flags.know(name) {
			return fmt.Errorf("unknown key %q", key)
		}
		given := textOf(value)
		if appends {
			given = append(slices.Clone(v[name]), given...)
		}
		v[name] = given
	}
	return nil
}

func textOf(value any) []string {
	items, isList := value.([]any)
	if !isList {
		items = []any{value}
	}
	text := []string{}
	for _, item := range items {
		if item == nil {
			item = ""
		}
		text = append(text, fmt.Sprint(item))
	}
	return text
}

func (flags Flags) know(name string) bool {
	return slices.ContainsFunc(flags, func(flag Flag) bool { return flag.Name == name })
}
