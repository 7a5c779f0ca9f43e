package process

import (
	"slices"
	"strings"
)

// Arguments are a component's flags by name. The user's replace defaults of the same name.
type Arguments map[string][]string

// Merge applies the user's key=value pairs; a key given several times is passed several times.
func (a Arguments) Merge(user []string) Arguments {
	replaced := map[string]bool{}
	for _, pair := range user {
		key, value, _ := strings.Cut(strings.TrimLeft(pair, "-"), "=")
		if !replaced[key] {
			replaced[key] = true
			a[key] = nil
		}
		a[key] = append(a[key], value)
	}
	return a
}

// Flags are the arguments in a stable order.
func (a Arguments) Flags() []string {
	var flags []string
	for key, values := range a {
		for _, value := range values {
			flags = append(flags, "--"+key+"="+value)
		}
	}
	slices.SortStableFunc(flags, func(x, y string) int {
		xKey, _, _ := strings.Cut(x, "=")
		yKey, _, _ := strings.Cut(y, "=")
		return strings.Compare(xKey, yKey)
	})
	return flags
}
