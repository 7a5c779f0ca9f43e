package pki

import (
	"crypto/x509"
	"encoding/pem"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"holdfast.dev/node/k3s/internal/cli"
	"holdfast.dev/node/k3s/internal/layout"
)

func options(t *testing.T) *cli.Options {
	return &cli.Options{
		DataDir: layout.DataDir(t.TempDir()), NodeName: "s0", NodeIP: "192.0.2.1", AdvertiseAddress: "192.0.2.1",
		ServiceCIDR: "10.43.0.0/16", ClusterDomain: "cluster.local", ExtraSANs: []string{"lb", "192.0.2.100"},
	}
}

func read(t *testing.T, path string) *x509.Certificate {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	block, _ := pem.Decode(content)
	certificate, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		t.Fatal(err)
	}
	return certificate
}

func TestServingNames(t *testing.T) {
	o := options(t)
	cluster, err := Ensure(o.DataDir)
	if err != nil {
		t.Fatal(err)
	}
	if err := cluster.IssueServer(o); err != nil {
		t.Fatal(err)
	}
	serving := read(t, o.DataDir.TLS("serving-kube-apiserver.crt"))
	for _, name := range []string{"lb", "192.0.2.100", "127.0.0.1", "::1", "localhost", "s0", "192.0.2.1", "10.43.0.1", "kubernetes.default.svc.cluster.local"} {
		if err := serving.VerifyHostname(name); err != nil {
			t.Error(err)
		}
	}
	roots := x509.NewCertPool()
	roots.AddCert(read(t, o.DataDir.TLS("server-ca.crt")))
	if _, err := serving.Verify(x509.VerifyOptions{Roots: roots}); err != nil {
		t.Error(err)
	}
	admin := read(t, o.DataDir.TLS("client-admin.crt"))
	if admin.Subject.CommonName != "system:admin" || !slices.Equal(admin.Subject.Organization, []string{"system:masters"}) {
		t.Errorf("%s", admin.Subject)
	}
}

func TestAuthoritiesSurviveRestarts(t *testing.T) {
	o := options(t)
	first, err := Ensure(o.DataDir)
	if err != nil {
		t.Fatal(err)
	}
	second, err := Ensure(o.DataDir)
	if err != nil {
		t.Fatal(err)
	}
	if string(first.Server.PEM) != string(second.Server.PEM) || string(first.EtcdPeer.PEM) != string(second.EtcdPeer.PEM) {
		t.Error("authorities were founded anew")
	}
}

func TestKeysArePrivate(t *testing.T) {
	o := options(t)
	if _, err := Ensure(o.DataDir); err != nil {
		t.Fatal(err)
	}
	keys, _ := filepath.Glob(o.DataDir.TLS("*.key"))
	for _, key := range keys {
		info, err := os.Stat(key)
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v %v", key, info.Mode(), err)
		}
	}
}
