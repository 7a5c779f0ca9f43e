package bootstrap

import (
	"os"
	"strings"
	"testing"
	"time"

	"holdfast.dev/node/k3s/internal/layout"
)

// written is a data directory whose shared files hold text, as of a moment.
func written(t *testing.T, text string, at time.Time) layout.DataDir {
	t.Helper()
	d := layout.DataDir(t.TempDir())
	for _, path := range shared {
		if err := write(d, path, []byte(text)); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(d.Server(path), at, at); err != nil {
			t.Fatal(err)
		}
	}
	return d
}

func TestReconcile(t *testing.T) {
	now := time.Now()
	stored, err := Read(written(t, "cluster", now))
	if err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		disk layout.DataDir
		want string // of a CA, or part of the refusal
	}{
		"empty":           {layout.DataDir(t.TempDir()), "cluster"},
		"the same, later": {written(t, "cluster", now.Add(time.Hour)), "cluster"},
		"other, older":    {written(t, "other", now.Add(-time.Hour)), "cluster"},
		"other, skewed":   {written(t, "other", now.Add(2*time.Second)), "cluster"},
		"other, newer":    {written(t, "other", now.Add(4*time.Second)), "newer than datastore and could cause a cluster outage"},
	} {
		if err := Reconcile(test.disk, stored); err != nil {
			if !strings.Contains(err.Error(), test.want) {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		if got, err := os.ReadFile(test.disk.TLS("server-ca.crt")); err != nil || string(got) != test.want {
			t.Errorf("%s: %q %v", name, got, err)
		}
	}
}

func TestReconcileLeavesPasswords(t *testing.T) {
	now := time.Now()
	stored, err := Read(written(t, "founder's", now))
	if err != nil {
		t.Fatal(err)
	}
	own := written(t, "own", now.Add(-time.Hour))
	if err := Reconcile(own, stored); err != nil {
		t.Fatal(err)
	}
	if got, _ := os.ReadFile(own.Cred("passwd")); string(got) != "own" {
		t.Errorf("passwd is %q", got)
	}
}
