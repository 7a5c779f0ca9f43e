package systemctl

import (
	"errors"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"holdfast.dev/node/kubeadm/internal/unit"
)

// command calls a served init as kubeadm does.
func command(t *testing.T, units Units) func(...string) (string, int) {
	t.Helper()
	socket := filepath.Join(t.TempDir(), "init", "s.sock")
	if err := Serve(socket, units); err != nil {
		t.Fatal(err)
	}
	return func(arguments ...string) (string, int) {
		var output strings.Builder
		code := Command(socket, arguments, &output)
		return output.String(), code
	}
}

func TestWhatKubeadmLooksAt(t *testing.T) {
	kubelet := &unit.Unit{Name: "kubelet", Description: "the kubelet", Command: func() (*exec.Cmd, error) {
		return exec.Command("sleep", "60"), nil
	}}
	defer kubelet.Stop()
	systemctl := command(t, Units{kubelet})
	for _, step := range []struct {
		arguments string
		says      string // a part of the output; all of it when empty
		code      int
	}{
		{"status firewalld", "could not be found", noStatus},
		{"is-active systemd-resolved", "inactive", notActive},
		{"status kubelet", "Loaded: loaded", notActive},
		{"is-enabled kubelet", "enabled", 0},
		{"is-enabled firewalld", "No such file", failed},
		{"is-active kubelet", "inactive", notActive},
		{"daemon-reload", "", 0},
		{"restart kubelet", "", 0},
		{"is-active --quiet kubelet.service", "active", 0},
		{"status kubelet", "Active: active (running)", 0},
		{"start kubelet", "", 0},
		{"stop kubelet", "", 0},
		{"status kubelet", "Active: inactive (dead)", notActive},
		{"start kubelet firewalld", "Unit firewalld.service not found", notFound},
		{"frobnicate kubelet", "Unknown command verb frobnicate", failed},
		{"", "usage", failed},
	} {
		output, code := systemctl(strings.Fields(step.arguments)...)
		if code != step.code || !strings.Contains(output, step.says) || step.says == "" && output != "" {
			t.Errorf("systemctl %s: %q, code %d", step.arguments, output, code)
		}
	}
}

func TestAStartThatFailsSaysWhy(t *testing.T) {
	broken := &unit.Unit{Name: "kubelet", Command: func() (*exec.Cmd, error) { return nil, errors.New("no flags") }}
	systemctl := command(t, Units{broken})
	if output, code := systemctl("start", "kubelet"); code != failed || output != "Failed to start kubelet.service: no flags\n" {
		t.Errorf("%q, code %d", output, code)
	}
	if output, code := systemctl("is-active", "kubelet"); code != notActive || output != "inactive\n" {
		t.Errorf("%q, code %d", output, code)
	}
}

func TestWithoutAnInitTheCommandFails(t *testing.T) {
	var output strings.Builder
	if code := Command(filepath.Join(t.TempDir(), "none"), []string{"start", "kubelet"}, &output); code != failed {
		t.Errorf("code %d: %s", code, output.String())
	}
}
