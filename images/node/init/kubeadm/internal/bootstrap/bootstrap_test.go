package bootstrap

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A kubeadm that notes its calls; it joins as long as there is no file `refuse`, and writes what the real one would.
const kubeadm = `#!/bin/sh
cd "$(dirname "$0")"
echo "$*" >> calls
case $1 in
reset) rm -f kubernetes/kubelet.conf kubernetes/admin.conf ;;
*) touch kubernetes/admin.conf; [ ! -e refuse ] && touch kubernetes/kubelet.conf ;;
esac
`

type fixture struct {
	Host
	directory string
}

func newFixture(t *testing.T, config string) fixture {
	f := fixture{directory: t.TempDir()}
	f.Host = Host{Config: f.path("config.yaml"), Kubernetes: f.path("kubernetes"), Kubeadm: f.path("kubeadm")}
	if err := os.Mkdir(f.Kubernetes, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(f.Kubeadm, []byte(kubeadm), 0o755); err != nil {
		t.Fatal(err)
	}
	if config != "" {
		f.write(t, "config.yaml", config)
	}
	return f
}

func (f fixture) path(name string) string { return filepath.Join(f.directory, name) }

func (f fixture) write(t *testing.T, name, content string) {
	if err := os.WriteFile(f.path(name), []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

// verbs are kubeadm's calls so far.
func (f fixture) verbs() string {
	calls, _ := os.ReadFile(f.path("calls"))
	var verbs []string
	for line := range strings.Lines(string(calls)) {
		verbs = append(verbs, strings.Fields(line)[0])
	}
	return strings.Join(verbs, " ")
}

func TestANodeJoinsOnce(t *testing.T) {
	f := newFixture(t, "apiVersion: kubeadm.k8s.io/v1beta4\nkind: JoinConfiguration\n")
	for range 2 {
		if err := f.Ensure(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if got := f.verbs(); got != "join" {
		t.Errorf("%q", got)
	}
}

func TestABrokenTryIsResetBeforeTheNext(t *testing.T) {
	f := newFixture(t, "kind: InitConfiguration\n---\nkind: ClusterConfiguration\n")
	f.write(t, "refuse", "")
	if err := f.Ensure(t.Context()); err == nil || err.Error() != "kubeadm init: exit status 1" {
		t.Fatalf("%v", err)
	}
	os.Remove(f.path("refuse"))
	if err := f.Ensure(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := f.verbs(); got != "init reset init" {
		t.Errorf("%q", got)
	}
}

func TestTheOwnersAuthorityIsThereAtEveryTry(t *testing.T) {
	f := newFixture(t, "kind: InitConfiguration")
	if err := os.Mkdir(f.path("pki"), 0o755); err != nil {
		t.Fatal(err)
	}
	f.write(t, "pki/ca.key", "chosen")
	f.write(t, "refuse", "")
	for range 2 {
		if err := f.Ensure(t.Context()); err == nil {
			t.Fatal("it was not refused")
		}
		laid := filepath.Join(f.Kubernetes, "pki", "ca.key")
		if content, err := os.ReadFile(laid); err != nil || string(content) != "chosen" {
			t.Fatalf("%q %v", content, err)
		}
		if info, _ := os.Stat(laid); info.Mode().Perm() != 0o600 {
			t.Errorf("mode %o", info.Mode().Perm())
		}
		os.RemoveAll(filepath.Dir(laid))
	}
}

func TestANodeThatWasResetJoinsAgain(t *testing.T) {
	f := newFixture(t, "kind: JoinConfiguration")
	for range 2 {
		if err := f.Ensure(t.Context()); err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"kubelet.conf", "admin.conf"} {
			os.Remove(filepath.Join(f.Kubernetes, name))
		}
	}
	if got := f.verbs(); got != "join join" {
		t.Errorf("%q", got)
	}
}

func TestWithoutAConfigurationKubeadmIsLeftToPeople(t *testing.T) {
	f := newFixture(t, "")
	if err := f.Ensure(t.Context()); err != nil || f.verbs() != "" {
		t.Errorf("%v %q", err, f.verbs())
	}
}

func TestAConfigurationOfAnotherKindIsRefused(t *testing.T) {
	f := newFixture(t, "kind: ClusterConfiguration\n")
	if err := f.Ensure(t.Context()); err == nil || !strings.Contains(err.Error(), "neither an InitConfiguration") {
		t.Errorf("%v", err)
	}
}

func TestFoundingPrintsNoSecret(t *testing.T) {
	task, err := taskOf([]byte("kind: InitConfiguration"))
	if err != nil {
		t.Fatal(err)
	}
	if text := strings.Join(task, " "); !strings.Contains(text, "--skip-token-print") || !strings.Contains(text, "--skip-certificate-key-print") {
		t.Errorf("%q", text)
	}
}
