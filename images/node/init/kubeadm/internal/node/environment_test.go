package node

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func TestAnEnvironmentFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "kubeadm-flags.env")
	text := "# comment\nOTHER=x\nKUBELET_KUBEADM_ARGS=\"--node-ip=10.0.0.1 --hostname-override=server-0\"\n"
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string][]string{
		"KUBELET_KUBEADM_ARGS": {"--node-ip=10.0.0.1", "--hostname-override=server-0"},
		"OTHER":                {"x"},
		"KUBELET_EXTRA_ARGS":   nil,
	} {
		if got := environmentVariable(path, name); !slices.Equal(got, want) {
			t.Errorf("%s: %q", name, got)
		}
	}
	if got := environmentVariable(path+".none", "OTHER"); got != nil {
		t.Errorf("%q", got)
	}
}
