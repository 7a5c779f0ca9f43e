package kube

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"math/big"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// identity is a certificate and a key of that name, as PEM.
func identity(t *testing.T, name string) (certificate, key []byte) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	leaf := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: name}, NotAfter: time.Now().Add(time.Hour)}
	der, err := x509.CreateCertificate(rand.Reader, leaf, leaf, private.Public(), private)
	if err != nil {
		t.Fatal(err)
	}
	encoded, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: encoded})
}

// greeter answers every caller with the name in its certificate.
func greeter(t *testing.T) *httptest.Server {
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		json.NewEncoder(w).Encode(r.TLS.PeerCertificates[0].Subject.CommonName)
	}))
	server.TLS = &tls.Config{ClientAuth: tls.RequireAnyClientCert}
	server.EnableHTTP2 = true
	server.StartTLS()
	t.Cleanup(server.Close)
	return server
}

func fromFile(t *testing.T, server *httptest.Server, user string) *Client {
	t.Helper()
	authority := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})
	path := filepath.Join(t.TempDir(), "kubelet.conf")
	text := fmt.Sprintf("clusters:\n- cluster:\n    certificate-authority-data: %s\n    server: %s\nusers:\n- name: x\n  user:\n%s",
		base64.StdEncoding.EncodeToString(authority), server.URL, user)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	client, err := FromKubeconfig(path)
	if err != nil {
		t.Fatal(err)
	}
	return client
}

func whoami(t *testing.T, client *Client) (name string) {
	t.Helper()
	if err := client.Get(t.Context(), "/", &name); err != nil {
		t.Fatal(err)
	}
	return name
}

func TestAKubeconfigThatHoldsItsCertificate(t *testing.T) {
	certificate, key := identity(t, "kubernetes-admin")
	user := fmt.Sprintf("    client-certificate-data: %s\n    client-key-data: %s\n",
		base64.StdEncoding.EncodeToString(certificate), base64.StdEncoding.EncodeToString(key))
	if name := whoami(t, fromFile(t, greeter(t), user)); name != "kubernetes-admin" {
		t.Errorf("%q", name)
	}
}

func TestACertificateThatWasRenewedIsUsedOnTheNextConnection(t *testing.T) {
	current := filepath.Join(t.TempDir(), "kubelet-client-current.pem")
	renew := func(name string) {
		certificate, key := identity(t, name)
		if err := os.WriteFile(current, append(certificate, key...), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	renew("first")
	client := fromFile(t, greeter(t), fmt.Sprintf("    client-certificate: %s\n    client-key: %s\n", current, current))
	if name := whoami(t, client); name != "first" {
		t.Errorf("%q", name)
	}
	renew("second")
	client.http.CloseIdleConnections()
	if name := whoami(t, client); name != "second" {
		t.Errorf("%q", name)
	}
}

func TestAKubeconfigOfSeveralClustersIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "config")
	if err := os.WriteFile(path, []byte("clusters:\n- name: a\n- name: b\nusers:\n- name: c\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := FromKubeconfig(path); err == nil {
		t.Error("taken")
	}
}
