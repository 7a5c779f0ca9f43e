package cli

import (
	"strings"
	"testing"

	"holdfast.dev/node/internal/atomicfile"
	"holdfast.dev/node/k3s/internal/layout"
)

func agentOptions(t *testing.T, dataDir string, args ...string) (*Options, error) {
	t.Helper()
	values, err := Agent.Parse(append([]string{"--node-ip=192.0.2.7", "--data-dir=" + dataDir}, args...), func(string) string { return "" })
	if err != nil {
		return nil, err
	}
	return NewAgentOptions(values)
}

func TestAgentOptions(t *testing.T) {
	o, err := agentOptions(t, t.TempDir(), "--server=https://lb:6443/", "--token=x", "--node-label=a=1", "--kubelet-arg=v=2")
	if err != nil {
		t.Fatal(err)
	}
	if o.Server != "https://lb:6443" || o.BalancerPort != "6444" || o.Labels[0] != "a=1" || o.KubeletArgs[0] != "v=2" || o.PauseImage != "rancher/mirrored-pause:3.10" {
		t.Errorf("%+v", o)
	}
}

func TestInvalidAgentOptions(t *testing.T) {
	for args, message := range map[string]string{
		"--token=x":                   "--server is required",
		"--server=https://s":          "--token is required",
		"--server=http://s --token=x": "only https:// URLs",
		"--server=https://s --token=x --lb-server-port=api": "invalid lb-server-port",
		"--server=https://s --token=x --cluster-init":       "flag provided but not defined",
		"--server=https://s --token=x --tls-san=lb":         "flag provided but not defined",
		"--server=https://s --token=x --with-node-id":       "--with-node-id is not supported",
	} {
		if _, err := agentOptions(t, t.TempDir(), strings.Fields(args)...); err == nil || !strings.Contains(err.Error(), message) {
			t.Errorf("%s: %v", args, err)
		}
	}
}

func TestANodeThatHasJoinedNeedsNoToken(t *testing.T) {
	d := layout.DataDir(t.TempDir())
	if err := atomicfile.Write(d.Agent(clientKubelet), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := agentOptions(t, string(d), "--server=https://s"); err != nil {
		t.Error(err)
	}
}

func TestAgentFlagsAreFlags(t *testing.T) {
	for _, name := range agentFlagNames {
		if !ServerFlags.know(name) {
			t.Errorf("no flag --%s", name)
		}
	}
}
