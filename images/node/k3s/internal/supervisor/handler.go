// Package supervisor answers k3s's own paths on port 6443, before and after the apiserver takes the port over.
package supervisor

import (
	"context"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"

	pb "go.etcd.io/etcd/api/v3/etcdserverpb"

	"holdfast.dev/node/k3s/internal/cli"
	"holdfast.dev/node/k3s/internal/layout"
)

// Supervisor holds what the paths serve.
type Supervisor struct {
	DataDir   layout.DataDir
	Critical  cli.Critical
	Passwords Passwords
	Clients   *x509.CertPool // the client authority

	Bootstrap  func() ([]byte, error)
	Members    func(context.Context) ([]*pb.Member, error)
	APIServers func(context.Context) ([]string, error)
	Ready      func(context.Context) bool

	port *port
}

// routes are the supervisor's own paths.
func (s *Supervisor) routes() *http.ServeMux {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /ping", func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "pong") })
	mux.HandleFunc("GET /cacerts", s.file(s.DataDir.TLS("server-ca.crt")))
	mux.Handle("GET /static/", http.StripPrefix("/static/", http.FileServer(http.Dir(s.DataDir.Server("static")))))

	agent := func(path string, handler http.HandlerFunc) {
		mux.HandleFunc(path, s.allow(handler, agentGroup, nodesGroup))
	}
	agent("GET /v1-k3s/config", s.config)
	agent("GET /v1-k3s/apiservers", s.apiservers)
	agent("GET /v1-k3s/readyz", s.readyz)
	agent("GET /v1-k3s/client-ca.crt", s.file(s.DataDir.TLS("client-ca.crt")))
	agent("GET /v1-k3s/server-ca.crt", s.file(s.DataDir.TLS("server-ca.crt")))
	mux.HandleFunc("GET /v1-k3s/server-bootstrap", s.allow(s.bootstrap, serverGroup))
	mux.HandleFunc("GET /db/info", s.allowIf(s.databaseInfo, func(c caller) bool { return c.in(serverGroup) || c.loopback }))

	notDone := func(w http.ResponseWriter, r *http.Request) {
		writeStatus(w, http.StatusNotImplemented, "NotImplemented", r.URL.Path+" is not supported by this k3s-compatible stand-in")
	}
	mux.HandleFunc("/v1-k3s/", s.allow(notDone, agentGroup, nodesGroup, serverGroup))
	mux.HandleFunc("/db/", s.allow(notDone, serverGroup))
	return mux
}

func (s *Supervisor) config(w http.ResponseWriter, _ *http.Request) { writeJSON(w, s.Critical) }

func (s *Supervisor) apiservers(w http.ResponseWriter, r *http.Request) {
	addresses, err := s.APIServers(r.Context())
	if err != nil {
		fail(w, err)
		return
	}
	writeJSON(w, addresses)
}

func (s *Supervisor) readyz(w http.ResponseWriter, r *http.Request) {
	if !s.Ready(r.Context()) {
		writeStatus(w, http.StatusServiceUnavailable, "ServiceUnavailable", "runtime core not ready")
		return
	}
	io.WriteString(w, "ok")
}

func (s *Supervisor) bootstrap(w http.ResponseWriter, _ *http.Request) {
	content, err := s.Bootstrap()
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

// noAPI answers the apiserver's paths while there is no apiserver.
func noAPI(w http.ResponseWriter, _ *http.Request) {
	writeStatus(w, http.StatusServiceUnavailable, "ServiceUnavailable", "apiserver not ready")
}

func fail(w http.ResponseWriter, err error) {
	writeStatus(w, http.StatusInternalServerError, "InternalError", err.Error())
}

func writeJSON(w http.ResponseWriter, value any) {
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(value)
}

// writeStatus writes a Kubernetes Status object.
func writeStatus(w http.ResponseWriter, code int, reason, message string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(code)
	fmt.Fprintf(w, `{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":%q,"reason":%q,"code":%d}`+"\n", message, reason, code)
}
