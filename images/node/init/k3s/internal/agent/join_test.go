package agent

import (
	"context"
	"encoding/json"
	"encoding/pem"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"holdfast.dev/node/k3s/internal/access"
	"holdfast.dev/node/k3s/internal/cli"
	"holdfast.dev/node/k3s/internal/layout"
)

// cluster is a server whose agent token is "secret" and which refuses the node "taken"; its CA is its own certificate.
func cluster(t *testing.T) string {
	t.Helper()
	_, pods, _ := net.ParseCIDR("10.52.0.0/16")
	_, services, _ := net.ParseCIDR("10.53.0.0/16")
	control := cli.Control{DisableKubeProxy: true}
	control.ClusterIPRange, control.ServiceIPRange = pods, services
	control.ClusterDNS, control.ClusterDomain, control.FlannelBackend = net.ParseIP("10.53.0.10"), "test", "none"
	mux := http.NewServeMux()
	server := httptest.NewTLSServer(mux)
	t.Cleanup(server.Close)
	mux.HandleFunc("/cacerts", func(w http.ResponseWriter, _ *http.Request) {
		pem.Encode(w, &pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})
	})
	mux.HandleFunc("/v1-k3s/", func(w http.ResponseWriter, r *http.Request) {
		user, password, _ := r.BasicAuth()
		switch {
		case user != "node" || password != "secret":
			w.WriteHeader(http.StatusUnauthorized)
		case r.Header.Get("k3s-Node-Name") == "taken":
			w.WriteHeader(http.StatusForbidden)
		case r.URL.Path == "/v1-k3s/config":
			json.NewEncoder(w).Encode(control)
		default:
			w.Write([]byte(r.Method + " " + r.URL.Path + " " + r.Header.Get("k3s-Node-IP")))
		}
	})
	return server.URL
}

func agentOf(t *testing.T, token, name string) *agent {
	t.Helper()
	o := &cli.Options{DataDir: layout.DataDir(t.TempDir()), Token: token, NodeName: name, NodeIP: "192.0.2.7"}
	server, err := access.Trust(t.Context(), cluster(t), token)
	if err != nil {
		t.Fatal(err)
	}
	return &agent{options: o, server: server, passwordFile: filepath.Join(t.TempDir(), "password")}
}

func TestWhatAnAgentFetches(t *testing.T) {
	a := agentOf(t, "secret", "a0")
	if err := a.fetch(t.Context()); err != nil {
		t.Fatal(err)
	}
	o := a.options
	if o.ClusterCIDR != "10.52.0.0/16" || o.ServiceCIDR != "10.53.0.0/16" || o.ClusterDNS != "10.53.0.10" || o.ClusterDomain != "test" || !o.DisableCNI || !o.DisableKubeProxy {
		t.Errorf("%+v", o)
	}
	for file, want := range map[string]string{
		"server-ca.crt":             "GET /v1-k3s/server-ca.crt ",
		"serving-kubelet.crt":       "POST /v1-k3s/serving-kubelet.crt 192.0.2.7",
		"client-k3s-controller.crt": "POST /v1-k3s/client-k3s-controller.crt 192.0.2.7",
	} {
		if got, err := os.ReadFile(o.DataDir.Agent(file)); err != nil || string(got) != want {
			t.Errorf("%s: %q %v", file, got, err)
		}
	}
	if info, err := os.Stat(o.DataDir.Agent("client-kubelet.key")); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v", err)
	}
}

func TestRefusalsAreTold(t *testing.T) {
	for name, test := range map[string]struct{ token, node, message string }{
		"wrong token": {"wrong", "a0", "/v1-k3s/config: 401 Unauthorized"},
		"taken name":  {"secret", "taken", "Node password rejected, duplicate hostname or contents of '/etc/rancher/node/password' may not match"},
	} {
		err := agentOf(t, test.token, test.node).fetch(t.Context())
		if err == nil || !strings.Contains(err.Error(), test.message) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestRetryEndsWithSuccessOrTheContext(t *testing.T) {
	tries := 0
	err := retry(t.Context(), every(0), func(context.Context) error {
		if tries++; tries < 3 {
			return os.ErrNotExist
		}
		return nil
	})
	if err != nil || tries != 3 {
		t.Errorf("%d tries: %v", tries, err)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if err := retry(ctx, every(1<<40), func(context.Context) error { return os.ErrNotExist }); err != context.Canceled {
		t.Errorf("%v", err)
	}
}
