package snapshot

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"holdfast.dev/node/k3s/internal/cli"
	"holdfast.dev/node/k3s/internal/layout"
)

func newStore(t *testing.T, settings cli.Snapshots) *Store {
	t.Helper()
	return &Store{
		Settings: settings, DataDir: layout.DataDir(t.TempDir()), Node: "s1",
		Take: func(_ context.Context, path string) error { return os.WriteFile(path, []byte("content"), 0o600) },
	}
}

func names(t *testing.T, s *Store) []string {
	t.Helper()
	files, err := s.List(s.Settings)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, file := range files {
		names = append(names, file.Name)
	}
	return names
}

func put(t *testing.T, s *Store, names ...string) {
	t.Helper()
	if err := os.MkdirAll(s.DataDir.Snapshots(), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if err := os.WriteFile(filepath.Join(s.DataDir.Snapshots(), name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func TestSaveKeepsTheNewestOfItsName(t *testing.T) {
	s := newStore(t, cli.Snapshots{Name: "etcd-snapshot", Retention: 2})
	put(t, s, "etcd-snapshot-s1-9", "etcd-snapshot-s1-10.zip", "etcd-snapshot-s1-11", "on-demand-s1-1", "on-demand-s1-12.part")
	result, err := s.Save(t.Context(), s.Settings)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(result.Deleted, []string{"etcd-snapshot-s1-9", "etcd-snapshot-s1-10.zip"}) {
		t.Errorf("deleted %q", result.Deleted)
	}
	if want := append([]string{"on-demand-s1-1", "etcd-snapshot-s1-11"}, result.Created...); !slices.Equal(names(t, s), want) {
		t.Errorf("left %q", names(t, s))
	}
	if !regexp.MustCompile(`^etcd-snapshot-s1-\d{10}$`).MatchString(result.Created[0]) {
		t.Errorf("created %q", result.Created)
	}
}

func TestCompressedSnapshotUnpacksToItself(t *testing.T) {
	s := newStore(t, cli.Snapshots{Name: "etcd-snapshot", Compress: true})
	result, err := s.Save(t.Context(), s.Settings)
	if err != nil {
		t.Fatal(err)
	}
	archive := filepath.Join(s.DataDir.Snapshots(), result.Created[0])
	if filepath.Ext(archive) != ".zip" || !slices.Equal(names(t, s), result.Created) {
		t.Errorf("created %q, there %q", result.Created, names(t, s))
	}
	plain, err := Plain(archive)
	if err != nil {
		t.Fatal(err)
	}
	if content, _ := os.ReadFile(plain); string(content) != "content" {
		t.Errorf("%q", content)
	}
}

func TestFailedSaveLeavesNothingAndRemovesNothing(t *testing.T) {
	s := newStore(t, cli.Snapshots{Name: "etcd-snapshot", Retention: 1})
	put(t, s, "etcd-snapshot-s1-9", "etcd-snapshot-s1-10")
	s.Take = func(context.Context, string) error { return errors.New("no quorum") }
	if result, err := s.Save(t.Context(), s.Settings); err == nil || len(names(t, s)) != 2 {
		t.Errorf("%v %v, there %q", result, err, names(t, s))
	}
}

func TestOneSaveAtATime(t *testing.T) {
	s := newStore(t, cli.Snapshots{Name: "etcd-snapshot"})
	s.Take = func(ctx context.Context, _ string) error {
		_, err := s.Save(ctx, s.Settings)
		return err
	}
	if _, err := s.Save(t.Context(), s.Settings); !errors.Is(err, errBusy) {
		t.Errorf("%v", err)
	}
}

func TestRequestsOverrideTheServersSettings(t *testing.T) {
	s := newStore(t, cli.Snapshots{Name: "etcd-snapshot", Retention: 1})
	put(t, s, "mine-s1-1", "mine-s1-2", "etcd-snapshot-s1-1", "etcd-snapshot-s1-2")
	none, two, nowhere := 0, 2, "/no/such/directory"
	for _, step := range []struct {
		request Request
		deleted []string
		status  int
		fails   bool
	}{
		{request: Request{Operation: "save", Name: []string{"on-demand"}, Retention: &none}},
		{request: Request{Operation: "prune", Name: []string{"mine"}, Retention: &two}},
		{request: Request{Operation: "prune", Name: []string{"mine"}}, deleted: []string{"mine-s1-1"}},
		{request: Request{Operation: "delete", Name: []string{"mine-s1-2", "mine-s1-3"}}, deleted: []string{"mine-s1-2"}},
		{request: Request{Operation: "delete", Name: []string{"../../token"}}, status: 400, fails: true},
		{request: Request{Operation: "save", Dir: &nowhere}, fails: true},
		{request: Request{Operation: "rewind"}, status: 400, fails: true},
		{request: Request{Operation: "save", S3: map[string]any{}}, status: 501, fails: true},
	} {
		answer, err := s.Serve(t.Context(), step.request)
		var refusal *Refusal
		errors.As(err, &refusal)
		if (err != nil) != step.fails || (step.status != 0 && (refusal == nil || refusal.Status != step.status)) {
			t.Errorf("%+v: %v", step.request, err)
		}
		if result, _ := answer.(Result); !slices.Equal(result.Deleted, step.deleted) {
			t.Errorf("%+v: deleted %q", step.request, result.Deleted)
		}
	}
	if left := names(t, s); len(left) != 3 || left[0] != "etcd-snapshot-s1-1" {
		t.Errorf("left %q", left)
	}
}
