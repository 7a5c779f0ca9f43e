package supervisor

import (
	"crypto/subtle"
	"crypto/x509"
	"encoding/base64"
	"net"
	"net/http"
	"slices"
)

// Headers set by the apiserver process on what it forwards; it strips them from what clients send.
const (
	remoteHeader      = "X-Holdfast-Remote"
	certificateHeader = "X-Holdfast-Certificate"
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
	groups      []string
	wrongSecret bool
	loopback    bool
}

func (c caller) in(groups ...string) bool {
	return slices.ContainsFunc(groups, func(group string) bool { return slices.Contains(c.groups, group) })
}

// identify reads Basic credentials and the client certificate.
func (s *Supervisor) identify(r *http.Request) caller {
	var c caller
	host, _, _ := net.SplitHostPort(r.RemoteAddr)
	if address := net.ParseIP(host); address != nil {
		c.loopback = address.IsLoopback()
	}
	if user, password, given := r.BasicAuth(); given {
		switch {
		case user == "node" && equal(password, s.Passwords.Node):
			c.groups = append(c.groups, agentGroup)
		case user == "server" && equal(password, s.Passwords.Server):
			c.groups = append(c.groups, serverGroup)
		default:
			c.wrongSecret = true
		}
	}
	if r.TLS != nil && len(r.TLS.PeerCertificates) > 0 {
		c.groups = append(c.groups, s.certified(r.TLS.PeerCertificates[0])...)
	}
	return c
}

// certified returns the groups of a certificate that the client authority signed.
func (s *Supervisor) certified(certificate *x509.Certificate) []string {
	_, err := certificate.Verify(x509.VerifyOptions{Roots: s.Clients, KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}})
	if err != nil {
		return nil
	}
	return certificate.Subject.Organization
}

// allow guards a handler: no credentials or the wrong group is 403, a wrong password 401.
func (s *Supervisor) allow(handler http.HandlerFunc, groups ...string) http.HandlerFunc {
	return s.allowIf(handler, func(c caller) bool { return c.in(groups...) })
}

func (s *Supervisor) allowIf(handler http.HandlerFunc, allowed func(caller) bool) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		c := s.identify(r)
		switch {
		case c.wrongSecret:
			writeStatus(w, http.StatusUnauthorized, "Unauthorized", "not authorized")
		case !allowed(c):
			writeStatus(w, http.StatusForbidden, "Forbidden", "forbidden")
		default:
			handler(w, r)
		}
	}
}

// forwarded restores a caller's address and certificate from the apiserver's headers.
func forwarded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.RemoteAddr = r.Header.Get(remoteHeader)
		if text := r.Header.Get(certificateHeader); text != "" {
			der, _ := base64.StdEncoding.DecodeString(text)
			if certificate, err := x509.ParseCertificate(der); err == nil {
				r.TLS = tlsStateOf(certificate)
			}
		}
		next.ServeHTTP(w, r)
	})
}

func equal(given, expected string) bool {
	return expected != "" && subtle.ConstantTimeCompare([]byte(given), []byte(expected)) == 1
}
