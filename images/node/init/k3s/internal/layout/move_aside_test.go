package layout

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func TestMoveAsideKeepsTheNewest(t *testing.T) {
	directory := filepath.Join(t.TempDir(), "etcd")
	for _, existing := range []string{"etcd", "etcd-backup-9", "etcd-backup-10", "etcd-backup-11", "etcd-old-1"} {
		if err := os.MkdirAll(filepath.Join(filepath.Dir(directory), existing, "member"), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	if err := MoveAside(directory, 2); err != nil {
		t.Fatal(err)
	}
	left, _ := filepath.Glob(directory + "*")
	if len(left) != 3 || left[0] != directory+"-backup-11" || !slices.Contains(left, directory+"-old-1") {
		t.Errorf("%q", left)
	}
}
