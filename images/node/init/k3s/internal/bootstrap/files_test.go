package bootstrap

import (
	"testing"

	"holdfast.dev/node/internal/atomicfile"
	"holdfast.dev/node/k3s/internal/layout"
)

func TestFilesRoundTrip(t *testing.T) {
	from, to := layout.DataDir(t.TempDir()), layout.DataDir(t.TempDir())
	for name, path := range shared {
		if err := atomicfile.Write(from.Server(path), []byte(name), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	body, err := Read(from)
	if err != nil {
		t.Fatal(err)
	}
	if err := Write(to, body); err != nil {
		t.Fatal(err)
	}
	again, err := Read(to)
	if err != nil || len(again) == 0 {
		t.Errorf("%v", err)
	}
	if err := Write(to, []byte("{}")); err == nil {
		t.Error("incomplete data accepted")
	}
}
