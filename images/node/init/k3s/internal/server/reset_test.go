package server

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"holdfast.dev/node/internal/atomicfile"
	"holdfast.dev/node/k3s/internal/cli"
	"holdfast.dev/node/k3s/internal/layout"
)

func TestMayReset(t *testing.T) {
	for name, test := range map[string]struct {
		initialised, flag bool
		restore           string
		message           string
	}{
		"a server":                   {true, false, "", ""},
		"a second time":              {true, true, "", "previously reset, please remove the cluster-reset flag"},
		"a second time, restoring":   {true, true, "snapshot", ""},
		"nothing there":              {false, false, "", "etcd database not found"},
		"nothing there, restoring":   {false, false, "snapshot", ""},
		"no such snapshot":           {true, false, "other", "snapshot path does not exist"},
		"a directory for a snapshot": {true, false, ".", "must be a file"},
	} {
		directory := t.TempDir()
		o := &cli.Options{DataDir: layout.DataDir(filepath.Join(directory, "data"))}
		os.WriteFile(filepath.Join(directory, "snapshot"), nil, 0o600)
		if test.initialised {
			os.MkdirAll(o.DataDir.Etcd("member", "wal"), 0o700)
		}
		if test.flag {
			atomicfile.Write(o.DataDir.ResetFlag(), nil, 0o600)
		}
		if test.restore != "" {
			o.RestorePath = filepath.Join(directory, test.restore)
		}
		err := mayReset(o)
		if (err == nil) != (test.message == "") || err != nil && !strings.Contains(err.Error(), test.message) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
