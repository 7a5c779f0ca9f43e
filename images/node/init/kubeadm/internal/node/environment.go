package node

import (
	"os"
	"strings"
)

// environmentVariable reads a variable from a file as systemd's EnvironmentFile does, and splits it at white space as an
// unquoted variable in its ExecStart. There is none in a file that does not exist.
func environmentVariable(path, name string) []string {
	text, _ := os.ReadFile(path)
	var fields []string
	for line := range strings.Lines(string(text)) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), "=")
		if key == name {
			fields = strings.Fields(strings.Trim(value, `"'`))
		}
	}
	return fields
}
