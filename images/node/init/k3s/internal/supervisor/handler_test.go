package supervisor

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	pb "go.etcd.io/etcd/api/v3/etcdserverpb"

	"holdfast.dev/node/k3s/internal/cli"
	"holdfast.dev/node/k3s/internal/layout"
	"holdfast.dev/node/k3s/internal/nodepassword"
	"holdfast.dev/node/k3s/internal/pki"
)

const elsewhere = "192.0.2.1:1"

// newSupervisor knows a node "s1" whose password is "mine", and serves a node "s0".
func newSupervisor(t *testing.T) *Supervisor {
	t.Helper()
	d := layout.DataDir(t.TempDir())
	authorities, err := pki.Ensure(d)
	if err != nil {
		t.Fatal(err)
	}
	o := &cli.Options{DataDir: d, NodeName: "s0", ServiceCIDR: "10.43.0.0/16"}
	if err := authorities.IssueServer(o); err != nil {
		t.Fatal(err)
	}
	clients := x509.NewCertPool()
	clients.AppendCertsFromPEM(authorities.Client.PEM)
	return &Supervisor{
		DataDir:      d,
		Control:      o.Control(),
		Passwords:    Passwords{Node: "agent", Server: "secret"},
		NodePassword: "own",
		Authorities:  authorities,
		Clients:      clients,
		Bootstrap:    func(context.Context) ([]byte, error) { return []byte("{}"), nil },
		Members:      func(context.Context) ([]*pb.Member, error) { return nil, nil },
		APIServers:   func(context.Context) ([]string, error) { return nil, nil },
		CheckNode: func(_ context.Context, node, password string) error {
			if node != "s1" || password != "mine" {
				return fmt.Errorf("unable to verify hash for node '%s': %w", node, nodepassword.ErrMismatch)
			}
			return nil
		},
		Ready: func() bool { return true },
		port:  &port{handedOver: make(chan struct{})},
	}
}

// client is a TLS state with a certificate of the given authority.
func client(t *testing.T, authority *pki.Authority, leaf pki.Leaf) *tls.ConnectionState {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	text, err := authority.Certify(key.Public(), leaf)
	if err != nil {
		t.Fatal(err)
	}
	block, _ := pem.Decode(text)
	certificate, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		t.Fatal(err)
	}
	return &tls.ConnectionState{PeerCertificates: []*x509.Certificate{certificate}}
}

func TestAccess(t *testing.T) {
	s := newSupervisor(t)
	kubelet := client(t, s.Authorities.Client, pki.KubeletClient("s1"))
	admin := client(t, s.Authorities.Client, pki.Leaf{CommonName: "system:admin", Organization: []string{"system:masters"}})
	foreign := client(t, s.Authorities.Server, pki.KubeletClient("s1"))
	routes := s.routes()
	for _, test := range []struct {
		path, user, password, remote string
		tls                          *tls.ConnectionState
		code                         int
	}{
		{"/ping", "", "", elsewhere, nil, 200},
		{"/cacerts", "", "", elsewhere, nil, 200},
		{"/v1-k3s/config", "", "", elsewhere, nil, 403},
		{"/v1-k3s/config", "node", "agent", elsewhere, nil, 200},
		{"/v1-k3s/config", "node", "wrong", elsewhere, nil, 401},
		{"/v1-k3s/config", "nobody", "agent", elsewhere, nil, 401},
		{"/v1-k3s/config", "server", "secret", elsewhere, nil, 403},
		{"/v1-k3s/config", "", "", elsewhere, kubelet, 200},
		{"/v1-k3s/config", "", "", elsewhere, admin, 403},
		{"/v1-k3s/config", "", "", elsewhere, foreign, 401},
		{"/v1-k3s/config", "node", "agent", elsewhere, admin, 200},
		{"/v1-k3s/readyz", "node", "agent", elsewhere, nil, 200},
		{"/v1-k3s/apiservers", "node", "agent", elsewhere, nil, 200},
		{"/v1-k3s/client-ca.crt", "node", "agent", elsewhere, nil, 200},
		{"/v1-k3s/server-ca.crt", "node", "agent", elsewhere, nil, 200},
		{"/v1-k3s/server-bootstrap", "server", "secret", elsewhere, nil, 200},
		{"/v1-k3s/server-bootstrap", "server", "wrong", elsewhere, nil, 401},
		{"/v1-k3s/server-bootstrap", "server", "agent", elsewhere, nil, 403},
		{"/v1-k3s/server-bootstrap", "node", "agent", elsewhere, nil, 403},
		{"/v1-k3s/server-bootstrap", "", "", elsewhere, kubelet, 403},
		{"/v1-k3s/connect", "node", "agent", elsewhere, nil, 403},
		{"/v1-k3s/connect", "", "", elsewhere, kubelet, 400},
		{"/v1-k3s/encrypt/status", "node", "agent", elsewhere, nil, 403},
		{"/v1-k3s/token", "node", "agent", elsewhere, nil, 403},
		{"/v1-k3s/token", "server", "secret", elsewhere, nil, 405},
		{"/db/info", "", "", elsewhere, nil, 403},
		{"/db/info", "node", "agent", elsewhere, nil, 403},
		{"/db/info", "server", "secret", elsewhere, nil, 200},
		{"/db/info", "", "", "127.0.0.1:1", nil, 200},
		{"/db/snapshot", "node", "agent", elsewhere, nil, 403},
		{"/db/snapshot", "", "", "127.0.0.1:1", nil, 403},
		{"/db/snapshot", "server", "secret", elsewhere, nil, 405},
		{"/readyz", "", "", elsewhere, nil, 503},
	} {
		request := httptest.NewRequest(http.MethodGet, test.path, nil)
		request.RemoteAddr, request.TLS = test.remote, test.tls
		if test.user != "" {
			request.SetBasicAuth(test.user, test.password)
		}
		recorder := httptest.NewRecorder()
		routes.ServeHTTP(recorder, request)
		if recorder.Code != test.code {
			t.Errorf("%s as %q:%q from %s: %d, want %d", test.path, test.user, test.password, test.remote, recorder.Code, test.code)
		}
	}
}

func TestReadyzWaitsForTheAPI(t *testing.T) {
	s := newSupervisor(t)
	s.Ready = func() bool { return false }
	recorder := httptest.NewRecorder()
	s.readyz(recorder, httptest.NewRequest(http.MethodGet, "/v1-k3s/readyz", nil))
	if recorder.Code != 503 {
		t.Errorf("%d", recorder.Code)
	}
}

func TestWithoutEmbeddedEtcd(t *testing.T) {
	s := newSupervisor(t)
	s.Bootstrap, s.Members = nil, nil
	close(s.port.handedOver)
	for path, want := range map[string]int{"/v1-k3s/server-bootstrap": 400, "/db/info": 401, "/db/snapshot": 401} {
		request := httptest.NewRequest(http.MethodGet, path, nil)
		request.SetBasicAuth("server", "secret")
		recorder := httptest.NewRecorder()
		s.routes().ServeHTTP(recorder, request)
		if recorder.Code != want {
			t.Errorf("%s: %d %s", path, recorder.Code, recorder.Body)
		}
	}
}

func TestUnknownPathsAreTheAPIServers(t *testing.T) {
	s := newSupervisor(t)
	close(s.port.handedOver)
	for state, want := range map[*tls.ConnectionState]int{
		nil: 401,
		client(t, s.Authorities.Client, pki.Leaf{CommonName: "system:admin"}): 404,
	} {
		request := httptest.NewRequest(http.MethodGet, "/v1-k3s/nothing", nil)
		request.TLS = state
		recorder := httptest.NewRecorder()
		s.routes().ServeHTTP(recorder, request)
		if recorder.Code != want {
			t.Errorf("%d, want %d", recorder.Code, want)
		}
	}
}

func TestStatusIsJSON(t *testing.T) {
	recorder := httptest.NewRecorder()
	writeStatus(recorder, http.StatusForbidden, "tab\tand \x01")
	var status struct {
		Message, Reason string
		Code            int
	}
	if err := json.Unmarshal(recorder.Body.Bytes(), &status); err != nil || status.Reason != "Forbidden" || status.Code != 403 {
		t.Errorf("%+v %v", status, err)
	}
}

func TestKubeletCertificatesNeedTheNodesPassword(t *testing.T) {
	s := newSupervisor(t)
	ready := true
	s.Ready = func() bool { return ready }
	routes := s.routes()
	kubelet := client(t, s.Authorities.Client, pki.KubeletClient("s1"))
	for _, test := range []struct {
		name, password string
		ready          bool
		tls            *tls.ConnectionState
		code           int
		text           string
	}{
		{"s1", "mine", true, nil, 200, "BEGIN CERTIFICATE"},
		{"S1", "mine", true, nil, 200, "BEGIN CERTIFICATE"},
		{"s1", "other", true, nil, 403, "unable to verify hash for node 's1': hash does not match"},
		{"", "mine", true, nil, 400, "node name not set"},
		{"s1", "", true, nil, 400, "node password not set"},
		{"s2", "mine", true, kubelet, 400, "header node name does not match auth node name"},
		{"s1", "mine", false, nil, 503, "runtime core not ready"},
		{"s0", "own", false, nil, 200, "BEGIN CERTIFICATE"},
		{"s0", "mine", false, nil, 403, "unable to verify local node password"},
	} {
		ready = test.ready
		for _, path := range []string{"/v1-k3s/client-kubelet.crt", "/v1-k3s/serving-kubelet.crt"} {
			request := httptest.NewRequest(http.MethodGet, path, nil)
			request.Header.Set("k3s-Node-Name", test.name)
			request.Header.Set("k3s-Node-Password", test.password)
			if request.TLS = test.tls; test.tls == nil {
				request.SetBasicAuth("node", "agent")
			}
			recorder := httptest.NewRecorder()
			routes.ServeHTTP(recorder, request)
			if recorder.Code != test.code || !strings.Contains(recorder.Body.String(), test.text) {
				t.Errorf("%s %+v: %d %s", path, test, recorder.Code, recorder.Body)
			}
		}
	}
}

func TestCertificateIsForTheRequestedKey(t *testing.T) {
	s := newSupervisor(t)
	key, _ := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	csr, err := x509.CreateCertificateRequest(rand.Reader, &x509.CertificateRequest{}, key)
	if err != nil {
		t.Fatal(err)
	}
	request := httptest.NewRequest(http.MethodPost, "/v1-k3s/serving-kubelet.crt", bytes.NewReader(csr))
	request.Header.Set("k3s-Node-Name", "s1")
	request.Header.Set("k3s-Node-Password", "mine")
	request.Header.Set("k3s-Node-IP", "192.0.2.7")
	request.SetBasicAuth("node", "agent")
	recorder := httptest.NewRecorder()
	s.routes().ServeHTTP(recorder, request)
	block, _ := pem.Decode(recorder.Body.Bytes())
	certificate, err := x509.ParseCertificate(block.Bytes)
	if err != nil || !key.PublicKey.Equal(certificate.PublicKey) || certificate.VerifyHostname("192.0.2.7") != nil {
		t.Errorf("%v", err)
	}
	if strings.Contains(recorder.Body.String(), "PRIVATE KEY") {
		t.Error("a private key for a caller that has its own")
	}
}

func TestLegacyCallersGetTheKeyToo(t *testing.T) {
	s := newSupervisor(t)
	for path, name := range map[string]string{
		"/v1-k3s/client-kube-proxy.crt": "system:kube-proxy", "/v1-k3s/client-k3s-controller.crt": "system:k3s-controller",
	} {
		request := httptest.NewRequest(http.MethodGet, path, nil)
		request.SetBasicAuth("node", "agent")
		recorder := httptest.NewRecorder()
		s.routes().ServeHTTP(recorder, request)
		pair, err := tls.X509KeyPair(recorder.Body.Bytes(), recorder.Body.Bytes())
		if err != nil || pair.Leaf.Subject.CommonName != name {
			t.Errorf("%s: %v", path, err)
		}
	}
}

func TestTooManyAgentsAtOnceAreRefused(t *testing.T) {
	entered, leave := make(chan struct{}), make(chan struct{})
	handler := limitInFlight()(func(http.ResponseWriter, *http.Request) { entered <- struct{}{}; <-leave })
	for range 20 {
		go handler(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/", nil))
		<-entered
	}
	recorder := httptest.NewRecorder()
	handler(recorder, httptest.NewRequest(http.MethodGet, "/", nil))
	if recorder.Code != http.StatusTooManyRequests {
		t.Errorf("%d", recorder.Code)
	}
	go handler(httptest.NewRecorder(), httptest.NewRequest(http.MethodPost, "/", nil))
	<-entered // writes have a limit of their own
	close(leave)
}
