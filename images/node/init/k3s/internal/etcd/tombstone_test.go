package etcd

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"holdfast.dev/node/k3s/internal/cli"
	"holdfast.dev/node/k3s/internal/layout"
)

func endOf(t *testing.T, script string) *os.ProcessState {
	t.Helper()
	command := exec.Command("/bin/sh", "-c", script)
	command.Run()
	return command.ProcessState
}

func TestRemovedServerJoinsAnewUnderAnotherName(t *testing.T) {
	o := &cli.Options{DataDir: layout.DataDir(t.TempDir()), NodeName: "s1", NodeIP: "192.0.2.1"}
	first, err := NewMember(o)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(o.DataDir.Etcd("member", "wal"), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, script := range []string{"exit 1", "kill -TERM $$"} {
		if first.WasRemoved(endOf(t, script)) || !o.DataDir.Initialised() {
			t.Errorf("%s: taken for a removal", script)
		}
	}
	if err := ForgetRemoved(o.DataDir); err != nil || !o.DataDir.Initialised() {
		t.Errorf("forgotten without a tombstone: %v", err)
	}
	if !first.WasRemoved(endOf(t, "exit 0")) || o.DataDir.Initialised() {
		t.Error("not taken for a removal")
	}
	if err := ForgetRemoved(o.DataDir); err != nil {
		t.Fatal(err)
	}
	second, err := NewMember(o)
	if err != nil || second.Name == first.Name {
		t.Errorf("%s after %s: %v", second.Name, first.Name, err)
	}
	if kept, _ := filepath.Glob(o.DataDir.Etcd() + "-backup-*/member/wal"); len(kept) != 1 {
		t.Errorf("kept %q", kept)
	}
}
