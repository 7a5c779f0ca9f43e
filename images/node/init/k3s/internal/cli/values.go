package cli

import (
	"errors"
	"net"
	"os"
	"strings"
)

func (v Values) text(name string) string { return first(v[name]) }
func (v Values) bool(name string) bool   { return v.text(name) == "true" }

// split reads a list whose elements may themselves be joined by commas.
func (v Values) split(name string) []string {
	var items []string
	for _, given := range v[name] {
		for item := range strings.SplitSeq(given, ",") {
			if item = strings.TrimSpace(item); item != "" {
				items = append(items, item)
			}
		}
	}
	return items
}

// secret reads NAME, or NAME-file, which overrides it.
func (v Values) secret(name string) (string, error) {
	path := v.text(name + "-file")
	if path == "" {
		return v.text(name), nil
	}
	content, err := os.ReadFile(path)
	return strings.TrimSpace(string(content)), err
}

// defaultRouteAddress is the local address towards the default route. Nothing is sent.
func defaultRouteAddress() (string, error) {
	connection, err := net.Dial("udp", "192.0.2.1:9")
	if err != nil {
		return "", errors.New("no default routes found: give --node-ip")
	}
	defer connection.Close()
	return connection.LocalAddr().(*net.UDPAddr).IP.String(), nil
}

func first(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}

func orElse(value, otherwise string) string {
	if value == "" {
		return otherwise
	}
	return value
}
