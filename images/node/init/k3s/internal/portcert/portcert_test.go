package portcert

import (
	"context"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"holdfast.dev/node/internal/kube"
	"holdfast.dev/node/k3s/internal/pki"
)

const year = 365 * 24 * time.Hour

func authority(t *testing.T) *pki.Authority {
	t.Helper()
	made, err := pki.EnsureAuthority(filepath.Join(t.TempDir(), "server-ca"), "k3s-server-ca")
	if err != nil {
		t.Fatal(err)
	}
	return made
}

func load(t *testing.T, file string, by *pki.Authority, names ...string) *Certificate {
	t.Helper()
	loaded, err := Load(file, by, names, func(_, _ []byte) error { return nil })
	if err != nil {
		t.Fatal(err)
	}
	return loaded
}

func leafOf(t *testing.T, secret Secret) *x509.Certificate {
	t.Helper()
	block, _ := pem.Decode(secret.Data[certificateKey])
	leaf, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		t.Fatal(err)
	}
	return leaf
}

func fingerprint(secret Secret) string { return secret.Metadata.Annotations[fingerprintAnnotation] }

func TestTheFileIsASecretThatANewStartTakesUp(t *testing.T) {
	file, by := filepath.Join(t.TempDir(), "dynamic-cert.json"), authority(t)
	first := load(t, file, by, "s0", "192.0.2.1", "::1").held()
	leaf := leafOf(t, first)
	if leaf.Subject.CommonName != "k3s" || leaf.VerifyHostname("s0") != nil || leaf.VerifyHostname("::1") != nil {
		t.Errorf("%s %v %v", leaf.Subject, leaf.DNSNames, leaf.IPAddresses)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", info, err)
	}
	text, _ := os.ReadFile(file)
	var stored Secret
	if err := json.Unmarshal(text, &stored); err != nil || stored.Type != "kubernetes.io/tls" {
		t.Errorf("%v: %s", err, text)
	}
	if key := nameAnnotation + "192.0.2.1"; stored.Metadata.Annotations[key] != "192.0.2.1" {
		t.Errorf("%v", stored.Metadata.Annotations)
	}
	if again := load(t, file, by, "s0").held(); fingerprint(again) != fingerprint(first) {
		t.Error("another certificate without a need")
	}
	more := load(t, file, by, "s0", "lb").held()
	if leafOf(t, more).VerifyHostname("lb") != nil || leafOf(t, more).VerifyHostname("192.0.2.1") != nil {
		t.Error("a new name must be added to the old ones")
	}
	if string(more.Data[privateKey]) != string(first.Data[privateKey]) {
		t.Error("the key changed")
	}
}

// later makes a certificate look as old as a time from now on would.
func later(c *Certificate, by time.Duration) *Certificate {
	c.issuer.now = func() time.Time { return time.Now().Add(by) }
	return c
}

func TestOnlyAStaticCertificateOutlivesItsEnd(t *testing.T) {
	c := later(load(t, filepath.Join(t.TempDir(), "cert.json"), authority(t), "s0"), year-renewBefore-time.Hour)
	if fingerprint(c.renewed()) != fingerprint(c.held()) {
		t.Error("renewed before its time")
	}
	later(c, year-renewBefore+time.Hour)
	if fingerprint(c.renewed()) == fingerprint(c.held()) {
		t.Error("not renewed")
	}
	c.secret.Metadata.Annotations[staticAnnotation] = "true"
	if fingerprint(c.renewed()) != fingerprint(c.held()) {
		t.Error("a static certificate was renewed")
	}
}

func TestMerge(t *testing.T) {
	by := issuer{authority(t), time.Now}
	issue := func(names ...string) Secret {
		secret, err := by.issue(Secret{}, annotated(names))
		if err != nil {
			t.Fatal(err)
		}
		return secret
	}
	small, big, other := issue("a"), issue("a", "b"), issue("c")
	static := issue("x")
	static.Metadata.Annotations[staticAnnotation] = "true"
	for name, test := range map[string]struct {
		first, second Secret
		want          string // fingerprint; empty for a new one
		changed       bool
	}{
		"the second when it has all":   {small, big, fingerprint(big), true},
		"the second when equal":        {small, issueAgain(t, by, small), "", true},
		"the first when it has more":   {big, small, fingerprint(big), false},
		"a new one of both":            {big, other, "", true},
		"a static first, whatever":     {static, big, fingerprint(static), false},
		"no static second for a first": {big, static, "", true},
	} {
		merged, changed, err := by.merge(test.first, test.second)
		if err != nil || changed != test.changed {
			t.Errorf("%s: changed %v, %v", name, changed, err)
		}
		if test.want != "" && fingerprint(merged) != test.want {
			t.Errorf("%s: %v", name, merged.Metadata.Annotations)
		}
	}
	union, _, _ := by.merge(big, other)
	if !union.has(annotated([]string{"a", "b", "c"})) {
		t.Errorf("%v", union.Metadata.Annotations)
	}
	atTheEnd := issuer{by.authority, func() time.Time { return time.Now().Add(year) }}
	if renewed, changed, _ := atTheEnd.merge(big, big); !changed || fingerprint(renewed) == fingerprint(big) {
		t.Error("one at its end went on")
	}
}

func issueAgain(t *testing.T, by issuer, secret Secret) Secret {
	t.Helper()
	again, err := by.issue(secret, nil)
	if err != nil {
		t.Fatal(err)
	}
	return again
}

// api is one Secret and nothing else.
type api struct {
	stored  *Secret
	version int
}

func (a *api) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch {
	case r.Method == http.MethodGet && a.stored == nil:
		w.WriteHeader(http.StatusNotFound)
		return
	case r.Method != http.MethodGet:
		var sent Secret
		json.NewDecoder(r.Body).Decode(&sent)
		a.version++
		sent.Metadata.ResourceVersion = fmt.Sprint(a.version)
		a.stored = &sent
	}
	json.NewEncoder(w).Encode(a.stored)
}

func TestServersOfAClusterServeOneCertificateWithTheNamesOfAll(t *testing.T) {
	cluster, by, directory := &api{}, authority(t), t.TempDir()
	server := httptest.NewServer(cluster)
	defer server.Close()
	client := kube.NewClientOf(server.URL, server.Client())
	sync := func(c *Certificate, secret Secret) {
		t.Helper()
		if err := c.sync(context.Background(), client, secret); err != nil {
			t.Fatal(err)
		}
	}
	first := load(t, filepath.Join(directory, "0.json"), by, "s0")
	second := load(t, filepath.Join(directory, "1.json"), by, "s1")
	sync(first, first.held())
	sync(second, second.held())
	sync(first, *cluster.stored) // the watch
	for _, c := range []*Certificate{first, second} {
		if held := c.held(); fingerprint(held) != fingerprint(*cluster.stored) || leafOf(t, held).VerifyHostname("s0") != nil || leafOf(t, held).VerifyHostname("s1") != nil {
			t.Errorf("%v, and the cluster has %v", held.Metadata.Annotations, cluster.stored.Metadata.Annotations)
		}
	}
	text, _ := os.ReadFile(filepath.Join(directory, "0.json"))
	if !strings.Contains(string(text), fingerprint(*cluster.stored)) {
		t.Errorf("%s", text)
	}

	before := fingerprint(*cluster.stored)
	later(first, year)
	sync(first, *cluster.stored)
	if fingerprint(*cluster.stored) == before {
		t.Error("an expired Secret was left")
	}

	given, _ := first.issuer.issue(Secret{}, annotated([]string{"given"}))
	given.Metadata.Annotations[staticAnnotation] = "true"
	cluster.stored = &given
	sync(first, given)
	if fingerprint(first.held()) != fingerprint(given) || fingerprint(*cluster.stored) != fingerprint(given) {
		t.Error("a static Secret must be served and stay")
	}
}
