// Package supervisor answers k3s's own paths on port 6443, before and after the apiserver takes the port over.
package supervisor

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"os"

	pb "go.etcd.io/etcd/api/v3/etcdserverpb"

	"holdfast.dev/node/k3s/internal/cli"
	"holdfast.dev/node/k3s/internal/layout"
	"holdfast.dev/node/k3s/internal/pki"
	"holdfast.dev/node/k3s/internal/snapshot"
	"holdfast.dev/node/k3s/internal/tunnel"
)

// Supervisor holds what the paths serve.
type Supervisor struct {
	DataDir      layout.DataDir
	Control      cli.Control
	Passwords    Passwords
	NodePassword string // this server's own
	Authorities  *pki.Cluster
	Clients      *x509.CertPool // the client authority

	// Of the embedded etcd; nil without one.
	Bootstrap func(context.Context) ([]byte, error)
	Members   func(context.Context) ([]*pb.Member, error)
	Snapshots *snapshot.Store

	APIServers func(context.Context) ([]string, error)
	CheckNode  func(ctx context.Context, node, password string) error
	Ready      func() bool // once the API was ready

	RotateToken func(ctx context.Context, next string) error

	// Certificate is what the port presents until the apiserver has taken it over.
	Certificate func(*tls.ClientHelloInfo) (*tls.Certificate, error)

	port *port
}

// routes are the supervisor's own paths. Like k3s it accepts any method on them.
func (s *Supervisor) routes() *http.ServeMux {
	mux := http.NewServeMux()
	mux.HandleFunc("/ping", func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "pong") })
	mux.HandleFunc("/cacerts", s.file(s.DataDir.TLS("server-ca.crt")))
	mux.Handle("/static/", http.StripPrefix("/static/", http.FileServer(http.Dir(s.DataDir.Server("static")))))

	mux.HandleFunc("/v1-k3s/token", s.allow(s.rotate, serverGroup))
	for _, path := range []string{"/v1-k3s/encrypt/", "/v1-k3s/cert/cacerts"} {
		mux.HandleFunc(path, s.allow(notSupported, serverGroup))
	}
	mux.HandleFunc("/v1-k3s/server-bootstrap", s.allow(s.bootstrap, serverGroup))
	if s.Members != nil {
		mux.HandleFunc("/db/info", s.allowIf(s.databaseInfo, func(c caller) bool { return c.in(serverGroup) || c.loopback }))
		mux.HandleFunc("/db/snapshot", s.allow(s.snapshot, serverGroup))
	}
	mux.HandleFunc(tunnel.Path, s.allow(tunnel.Accept, nodesGroup))

	limited := limitInFlight()
	for path, handler := range map[string]http.HandlerFunc{
		"config":                    s.config,
		"apiservers":                s.apiservers,
		"readyz":                    s.readyz,
		"client-ca.crt":             s.file(s.DataDir.TLS("client-ca.crt")),
		"server-ca.crt":             s.file(s.DataDir.TLS("server-ca.crt")),
		"serving-kubelet.crt":       s.kubeletServing,
		"client-kubelet.crt":        s.kubeletClient,
		"client-kube-proxy.crt":     s.kubeProxyClient,
		"client-k3s-controller.crt": s.controllerClient,
	} {
		mux.HandleFunc("/v1-k3s/"+path, s.allow(limited(handler), agentGroup, nodesGroup))
	}
	mux.HandleFunc("/", s.unknownPath)
	return mux
}

func (s *Supervisor) config(w http.ResponseWriter, _ *http.Request) { writeJSON(w, s.Control) }

func (s *Supervisor) apiservers(w http.ResponseWriter, r *http.Request) {
	addresses, err := s.APIServers(r.Context())
	if err != nil {
		fail(w, err)
		return
	}
	writeJSON(w, addresses)
}

func (s *Supervisor) readyz(w http.ResponseWriter, _ *http.Request) {
	if !s.Ready() {
		writeStatus(w, http.StatusServiceUnavailable, "runtime core not ready")
		return
	}
	io.WriteString(w, "ok")
}

func (s *Supervisor) bootstrap(w http.ResponseWriter, r *http.Request) {
	if s.Bootstrap == nil {
		writeStatus(w, http.StatusBadRequest, "etcd disabled")
		return
	}
	content, err := s.Bootstrap(r.Context())
	if err != nil {
		fail(w, err)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.Write(content)
}

func (s *Supervisor) databaseInfo(w http.ResponseWriter, r *http.Request) {
	members, err := s.Members(r.Context())
	if err != nil {
		fail(w, err)
		return
	}
	writeJSON(w, MemberList{members})
}

// MemberList is the body of /db/info.
type MemberList struct {
	Members []*pb.Member `json:"members"`
}

func (s *Supervisor) snapshot(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost {
		writeStatus(w, http.StatusMethodNotAllowed, r.Method+" is not supported on "+r.URL.Path)
		return
	}
	var request snapshot.Request
	if err := json.NewDecoder(io.LimitReader(r.Body, maxRequest)).Decode(&request); err != nil {
		writeStatus(w, http.StatusBadRequest, err.Error())
		return
	}
	answer, err := s.Snapshots.Serve(r.Context(), request)
	if refusal := (*snapshot.Refusal)(nil); errors.As(err, &refusal) {
		writeStatus(w, refusal.Status, refusal.Error())
		return
	}
	if err != nil {
		fail(w, err)
		return
	}
	writeJSON(w, answer)
}

func (s *Supervisor) file(path string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		content, err := os.ReadFile(path)
		if err != nil {
			fail(w, err)
			return
		}
		w.Header().Set("Content-Type", "text/plain")
		w.Write(content)
	}
}

func notSupported(w http.ResponseWriter, r *http.Request) {
	writeStatus(w, http.StatusNotImplemented, r.URL.Path+" is not supported by this k3s-compatible stand-in")
}

// unknownPath answers what k3s would leave to its apiserver: there may be none yet, and it knows certificates only.
func (s *Supervisor) unknownPath(w http.ResponseWriter, r *http.Request) {
	certificate := peer(r)
	switch {
	case !s.port.isHandedOver():
		writeStatus(w, http.StatusServiceUnavailable, "apiserver not ready")
	case certificate == nil || !s.signed(certificate):
		writeStatus(w, http.StatusUnauthorized, "Unauthorized")
	default:
		http.NotFound(w, r)
	}
}
