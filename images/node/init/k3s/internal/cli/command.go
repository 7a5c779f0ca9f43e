package cli

import (
	"fmt"
	"maps"
	"slices"

	"holdfast.dev/node/internal/log"
)

// Command is a sub-command that reads config files.
type Command struct {
	Flags Flags
	// SkipsUnknownKeys says that the files may hold what the command does not know. On a command line nothing may.
	SkipsUnknownKeys bool
}

// In k3s the files are arguments before the others, and only a server's are sifted first.
var (
	Server = Command{Flags: ServerFlags, SkipsUnknownKeys: true}
	Agent  = Command{Flags: AgentFlags}
)

// strip drops the keys of config files that are no flags of this command.
func (c Command) strip(files Values) error {
	for _, key := range slices.Sorted(maps.Keys(files)) {
		if c.Flags.know(key) {
			continue
		}
		if !c.SkipsUnknownKeys {
			return undefined(key)
		}
		log.Warnf("Unknown flag %s found in config.yaml, skipping", dashed(key))
		delete(files, key)
	}
	return nil
}

// know reports whether there is a flag of that name.
func (flags Flags) know(name string) bool {
	return slices.ContainsFunc(flags, func(flag Flag) bool { return flag.Name == name })
}

func dashed(name string) string {
	if len(name) == 1 {
		return "-" + name
	}
	return "--" + name
}

// undefined is how k3s refuses an unknown flag, from whatever source.
func undefined(name string) error { return fmt.Errorf("flag provided but not defined: -%s", name) }
