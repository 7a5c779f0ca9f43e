package supervisor

import (
	"context"
	"crypto/subtle"
	"crypto/x509"
	"net"
	"net/http"
	"slices"
)

// Groups of k3s's own callers.
const (
	agentGroup  = "k3s:agent"
	serverGroup = "k3s:server"
	nodesGroup  = "system:nodes"
)

// Passwords are the two Basic users: "node" with the agent token and "server" with the server token.
type Passwords struct{ Node, Server string }

// caller is who sent a request.
type caller struct {
	known    bool // by some credential
	refused  bool // it gave credentials, and none is good
	groups   []string
	nodeName string // of a kubelet's certificate
	loopback bool
}

func (c caller) in(groups ...string) bool {
	return slices.ContainsFunc(groups, func(group string) bool { return slices.Contains(c.groups, group) })
}

// identify tries the credentials of a request in k3s's order; the first good one counts.
func (s *Supervisor) identify(r *http.Request) caller {
	c := caller{loopback: isLoopback(r.RemoteAddr)}
	if user, password, given := r.BasicAuth(); given {
		c.groups, c.known = s.Passwords.groups(user, password)
	}
	if certificate := peer(r); certificate != nil && !c.known && s.signed(certificate) {
		c.known, c.groups = true, certificate.Subject.Organization
		c.nodeName = nodeNameOf(certificate)
	}
	c.refused = !c.known && (r.Header.Get("Authorization") != "" || peer(r) != nil)
	return c
}

// groups knows the agent token also where the server token belongs: its owner is somebody, but may do nothing there.
func (p Passwords) groups(user, password string) (groups []string, known bool) {
	switch {
	case user == "node" && equal(password, p.Node):
		return []string{agentGroup}, true
	case user == "server" && equal(password, p.Server):
		return []string{serverGroup}, true
	default:
		return nil, user == "server" && equal(password, p.Node)
	}
}

// signed reports whether the client authority signed a certificate.
func (s *Supervisor) signed(certificate *x509.Certificate) bool {
	_, err := certificate.Verify(x509.VerifyOptions{Roots: s.Clients, KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}})
	return err == nil
}

// allow guards a handler: no credentials or the wrong group is 403, credentials that are not good are 401.
func (s *Supervisor) allow(handler http.HandlerFunc, groups ...string) http.HandlerFunc {
	return s.allowIf(handler, func(c caller) bool { return c.in(groups...) })
}

func (s *Supervisor) allowIf(handler http.HandlerFunc, allowed func(caller) bool) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		c := s.identify(r)
		switch {
		case allowed(c):
			handler(w, r.WithContext(context.WithValue(r.Context(), callerKey{}, c)))
		case c.refused:
			writeStatus(w, http.StatusUnauthorized, "not authorized")
		default:
			writeStatus(w, http.StatusForbidden, "forbidden")
		}
	}
}

type callerKey struct{}

// callerOf is who sent a request that allow let through.
func callerOf(r *http.Request) caller {
	c, _ := r.Context().Value(callerKey{}).(caller)
	return c
}

func peer(r *http.Request) *x509.Certificate {
	if r.TLS == nil || len(r.TLS.PeerCertificates) == 0 {
		return nil
	}
	return r.TLS.PeerCertificates[0]
}

func isLoopback(address string) bool {
	host, _, _ := net.SplitHostPort(address)
	return net.ParseIP(host).IsLoopback()
}

func equal(given, expected string) bool {
	return expected != "" && subtle.ConstantTimeCompare([]byte(given), []byte(expected)) == 1
}
