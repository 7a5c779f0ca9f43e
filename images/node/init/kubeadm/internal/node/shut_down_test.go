package node

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
)

func TestAShutdownSparesTheInitAndContainerd(t *testing.T) {
	proc := t.TempDir()
	for pid, name := range map[int]string{1: "init", os.Getpid(): "init", 20: "containerd", 30: "containerd-shim", 40: "etcd", 41: "sh"} {
		directory := filepath.Join(proc, strconv.Itoa(pid))
		if err := os.Mkdir(directory, 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(directory, "comm"), []byte(name+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if got := processes(proc); !slices.Equal(got, []int{40, 41}) {
		t.Errorf("%v", got)
	}
}
