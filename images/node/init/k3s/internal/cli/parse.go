// Package cli turns k3s's command line, environment and config files into options.
package cli

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/pflag"
)

// Values maps a flag's name to what was given for it, or to its default. Scalars have one element.
type Values map[string][]string

// Parse applies k3s's precedence to the flags of a command: command line, then config files, then environment, then default.
// A list on the command line replaces the list of the files.
func (c Command) Parse(args []string, getenv func(string) string) (Values, error) {
	commandLine, err := c.Flags.parse(args)
	if err != nil {
		return nil, err
	}
	main := "/etc/rancher/k3s/config.yaml"
	if given := commandLine["config"]; given != nil {
		main = given[0]
	} else if env := getenv("K3S_CONFIG_FILE"); env != "" {
		main = env
	}
	files, err := readFiles(main)
	if err != nil {
		return nil, err
	}
	if err := c.strip(files); err != nil {
		return nil, err
	}
	return c.Flags.merge(commandLine, files, getenv)
}

func (flags Flags) merge(commandLine, files Values, getenv func(string) string) (Values, error) {
	values := Values{}
	for _, flag := range flags {
		given := firstGiven(flag, commandLine, files, getenv)
		if given == nil {
			if flag.Default != "" {
				values[flag.Name] = []string{flag.Default}
			}
			continue
		}
		if flag.Kind == Bool {
			on, err := strconv.ParseBool(given[0])
			if err != nil {
				return nil, fmt.Errorf("invalid boolean value %q for flag --%s", given[0], flag.Name)
			}
			given = []string{strconv.FormatBool(on)}
		}
		if flag.Refused && asks(flag, given) {
			return nil, fmt.Errorf("--%s is not supported by this k3s-compatible stand-in", flag.Name)
		}
		values[flag.Name] = given
	}
	return values, nil
}

// firstGiven returns nil when no source names the flag.
func firstGiven(flag Flag, commandLine, files Values, getenv func(string) string) []string {
	if given, ok := commandLine[flag.Name]; ok {
		return given
	}
	if given, ok := files[flag.Name]; ok {
		return given
	}
	if flag.Env != "" {
		if given := getenv(flag.Env); given != "" {
			return []string{given}
		}
	}
	return nil
}

// asks reports whether a given value wants anything: an unset boolean or an empty string does not.
func asks(flag Flag, given []string) bool {
	if flag.Kind == Bool {
		return given[0] == "true"
	}
	return strings.Join(given, "") != ""
}

func (flags Flags) parse(args []string) (Values, error) {
	set := pflag.NewFlagSet("k3s", pflag.ContinueOnError)
	set.SortFlags = false
	for _, flag := range flags {
		switch flag.Kind {
		case Bool:
			set.BoolP(flag.Name, flag.Short, flag.Default == "true", "")
		case List:
			set.StringArrayP(flag.Name, flag.Short, nil, "")
		default:
			set.StringP(flag.Name, flag.Short, flag.Default, "")
		}
	}
	if err := set.Parse(args); err != nil {
		var unknown *pflag.NotExistError
		if errors.As(err, &unknown) {
			return nil, undefined(unknown.GetSpecifiedName())
		}
		return nil, err
	}
	if set.NArg() > 0 {
		return nil, fmt.Errorf("unexpected argument %q", set.Arg(0))
	}
	given := Values{}
	set.Visit(func(flag *pflag.Flag) {
		if list, ok := flag.Value.(pflag.SliceValue); ok {
			given[flag.Name] = list.GetSlice()
			return
		}
		given[flag.Name] = []string{flag.Value.String()}
	})
	return given, nil
}
