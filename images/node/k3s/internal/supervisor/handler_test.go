package supervisor

import (
	"context"
	"crypto/x509"
	"net/http"
	"net/http/httptest"
	"testing"

	pb "go.etcd.io/etcd/api/v3/etcdserverpb"

	"holdfast.dev/node/k3s/internal/layout"
)

func TestAccess(t *testing.T) {
	s := &Supervisor{
		DataDir:    layout.DataDir(t.TempDir()),
		Passwords:  Passwords{Node: "agent", Server: "secret"},
		Clients:    x509.NewCertPool(),
		Bootstrap:  func() ([]byte, error) { return []byte("{}"), nil },
		Members:    func(context.Context) ([]*pb.Member, error) { return nil, nil },
		APIServers: func(context.Context) ([]string, error) { return nil, nil },
		Ready:      func(context.Context) bool { return false },
	}
	routes := s.routes()
	for _, test := range []struct {
		path, user, password, remote string
		code                         int
	}{
		{"/ping", "", "", "192.0.2.1:1", 200},
		{"/v1-k3s/config", "", "", "192.0.2.1:1", 403},
		{"/v1-k3s/config", "node", "agent", "192.0.2.1:1", 200},
		{"/v1-k3s/config", "node", "wrong", "192.0.2.1:1", 401},
		{"/v1-k3s/config", "server", "secret", "192.0.2.1:1", 403},
		{"/v1-k3s/readyz", "node", "agent", "192.0.2.1:1", 503},
		{"/v1-k3s/server-bootstrap", "server", "secret", "192.0.2.1:1", 200},
		{"/v1-k3s/server-bootstrap", "node", "agent", "192.0.2.1:1", 403},
		{"/v1-k3s/connect", "node", "agent", "192.0.2.1:1", 501},
		{"/db/info", "", "", "192.0.2.1:1", 403},
		{"/db/info", "node", "agent", "192.0.2.1:1", 403},
		{"/db/info", "server", "secret", "192.0.2.1:1", 200},
		{"/db/info", "", "", "127.0.0.1:1", 200},
	} {
		request := httptest.NewRequest(http.MethodGet, test.path, nil)
		request.RemoteAddr = test.remote
		if test.user != "" {
			request.SetBasicAuth(test.user, test.password)
		}
		recorder := httptest.NewRecorder()
		routes.ServeHTTP(recorder, request)
		if recorder.Code != test.code {
			t.Errorf("%s as %q from %s: %d, want %d", test.path, test.user, test.remote, recorder.Code, test.code)
		}
	}
}

func TestBootstrapRoundTrip(t *testing.T) {
	from, to := layout.DataDir(t.TempDir()), layout.DataDir(t.TempDir())
	for name, path := range shared {
		if err := layout.Write(from.Server(path), []byte(name), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	body, err := ReadBootstrap(from)
	if err != nil {
		t.Fatal(err)
	}
	if err := WriteBootstrap(to, body); err != nil {
		t.Fatal(err)
	}
	again, err := ReadBootstrap(to)
	if err != nil || len(again) == 0 {
		t.Errorf("%v", err)
	}
	if err := WriteBootstrap(to, []byte("{}")); err == nil {
		t.Error("incomplete data accepted")
	}
}
