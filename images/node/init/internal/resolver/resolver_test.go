package resolver

import "testing"

func TestPodsReachOnlyGlobalServers(t *testing.T) {
	for text, want := range map[string]bool{
		"nameserver 10.0.0.2\nsearch lan\n":            true,
		"nameserver 127.0.0.11\noptions ndots:0\n":     false,
		"nameserver 10.0.0.2\nnameserver 127.0.0.53\n": false,
		"search lan\n": false,
		"# nameserver 10.0.0.2\nnameserver fe80::1%eth0\n": false,
	} {
		if got := namesGlobalServers(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
