package server

import (
	"encoding/json"
	"encoding/pem"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"holdfast.dev/node/k3s/internal/cli"
	"holdfast.dev/node/k3s/internal/layout"
)

var (
	ours   = cli.Critical{FlannelBackend: "host-gw"}
	theirs = cli.Critical{FlannelBackend: "vxlan"}
)

// cluster is a server whose tokens are "secret" for servers and "agent" for agents; its CA is its own certificate.
func cluster(t *testing.T, settings cli.Critical) *httptest.Server {
	t.Helper()
	mux := http.NewServeMux()
	server := httptest.NewTLSServer(mux)
	t.Cleanup(server.Close)
	mux.HandleFunc("/cacerts", func(w http.ResponseWriter, _ *http.Request) {
		pem.Encode(w, &pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})
	})
	guard := func(path, user, password string, serve http.HandlerFunc) {
		mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) {
			if u, p, _ := r.BasicAuth(); u != user || p != password {
				w.WriteHeader(http.StatusUnauthorized)
				return
			}
			serve(w, r)
		})
	}
	guard("/v1-k3s/config", "node", "agent", func(w http.ResponseWriter, _ *http.Request) {
		json.NewEncoder(w).Encode(cli.Control{Critical: settings})
	})
	guard("/v1-k3s/server-bootstrap", "server", "secret", func(w http.ResponseWriter, _ *http.Request) {
		w.Write([]byte(`{}`))
	})
	return server
}

func TestRefusalsAtJoin(t *testing.T) {
	otherHash := "K10" + strings.Repeat("0", 64) + "::server:secret"
	for name, test := range map[string]struct {
		options  cli.Options
		settings cli.Critical
		message  string
	}{
		"wrong password":     {cli.Options{Token: "wrong", AgentToken: "agent"}, ours, "/v1-k3s/server-bootstrap: 401 Unauthorized"},
		"wrong CA hash":      {cli.Options{Token: otherHash}, ours, "failed to validate token: token CA hash does not match the Cluster CA certificate hash: " + strings.Repeat("0", 64) + " != "},
		"wrong hash length":  {cli.Options{Token: "K10abc::server:secret"}, ours, "failed to validate token: invalid token CA hash length"},
		"other setting":      {cli.Options{Token: "secret", AgentToken: "agent"}, theirs, "failed to validate server configuration: critical configuration value mismatch between servers"},
		"other agent token":  {cli.Options{Token: "secret", AgentToken: "other"}, theirs, "bootstrap data lacks"}, // the check was skipped
		"equal agent token":  {cli.Options{Token: "secret", AgentToken: "agent"}, ours, "bootstrap data lacks"},
		"agent token absent": {cli.Options{Token: "secret"}, theirs, "bootstrap data lacks"},
	} {
		o := test.options
		o.Server, o.Critical, o.DataDir = cluster(t, test.settings).URL, ours, layout.DataDir(t.TempDir())
		_, err := join(t.Context(), &o)
		if err == nil || !strings.Contains(err.Error(), test.message) {
			t.Errorf("%s: %v", name, err)
		}
		if left, _ := os.ReadDir(string(o.DataDir)); len(left) > 0 {
			t.Errorf("%s: left %v", name, left)
		}
	}
}

func TestAbsentServerIsAnError(t *testing.T) {
	server := cluster(t, ours)
	server.Close()
	_, err := join(t.Context(), &cli.Options{Server: server.URL, Token: "secret"})
	if err == nil || !strings.Contains(err.Error(), "failed to get CA certs") {
		t.Errorf("%v", err)
	}
}
