package loadbalancer

import (
	"encoding/json"
	"fmt"
	"net"
	"net/url"
	"os"

	"holdfast.dev/node/internal/atomicfile"
)

// saved is the balancer's state on disk, in k3s's words.
type saved struct {
	file            string
	ServerURL       string   `json:"ServerURL"`
	ServerAddresses []string `json:"ServerAddresses"`
}

// load are the servers that an earlier life learned; none when it had joined by another URL.
func (s saved) load() []string {
	var earlier saved
	content, err := os.ReadFile(s.file)
	if err != nil || json.Unmarshal(content, &earlier) != nil || earlier.ServerURL != s.ServerURL {
		return nil
	}
	return earlier.ServerAddresses
}

func (s saved) store(addresses []string) error {
	s.ServerAddresses = addresses
	content, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return err
	}
	return atomicfile.Write(s.file, content, 0o600)
}

// addressOf is the host and port that a URL leads to.
func addressOf(serverURL string) (string, error) {
	parsed, err := url.Parse(serverURL)
	if err != nil || parsed.Hostname() == "" {
		return "", fmt.Errorf("failed to parse server URL %s", serverURL)
	}
	port := parsed.Port()
	if port == "" {
		port = "443"
	}
	return net.JoinHostPort(parsed.Hostname(), port), nil
}
