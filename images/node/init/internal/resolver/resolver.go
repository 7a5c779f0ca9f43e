// Package resolver finds a resolv.conf that pods can use.
package resolver

import (
	"net"
	"os"
	"strings"
)

const system = "/etc/resolv.conf"

// ForPods is the host's file, or, where that names a server no pod can reach, such as an engine's 127.0.0.11, one
// written in its place.
func ForPods(replacement string) (string, error) {
	if content, err := os.ReadFile(system); err == nil && namesGlobalServers(string(content)) {
		return system, nil
	}
	return replacement, os.WriteFile(replacement, []byte("nameserver 8.8.8.8\n"), 0o644)
}

// namesGlobalServers reports whether all nameservers, and at least one, are global unicast addresses.
func namesGlobalServers(text string) bool {
	found := false
	for line := range strings.Lines(text) {
		fields := strings.Fields(line)
		if len(fields) < 2 || fields[0] != "nameserver" {
			continue
		}
		if address := net.ParseIP(fields[1]); address == nil || !address.IsGlobalUnicast() {
			return false
		}
		found = true
	}
	return found
}
