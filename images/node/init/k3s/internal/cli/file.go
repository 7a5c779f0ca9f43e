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

// readFiles reads the config file, then its drop-in directory in alphabetical order. One that is not there says nothing.
func readFiles(main string) (Values, error) {
	dropIns, err := filepath.Glob(main + ".d/*.y*ml")
	if err != nil {
		return nil, err
	}
	values := Values{}
	for _, path := range append([]string{main}, dropIns...) {
		content, err := os.ReadFile(path)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if err := values.add(content); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
	}
	return values, nil
}

// add applies one file: it replaces the values of the keys it names, or appends to those it writes as "key+".
func (v Values) add(content []byte) error {
	var document map[string]any
	if err := yaml.Unmarshal(content, &document); err != nil {
		return err
	}
	for key, value := range document {
		name, appends := strings.CutSuffix(key, "+")
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
