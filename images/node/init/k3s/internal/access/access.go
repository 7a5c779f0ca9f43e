// Package access calls the supervisor's paths of a server, once the server's CA is trusted.
package access

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"time"

	"holdfast.dev/node/internal/log"
	"holdfast.dev/node/k3s/internal/layout"
	"holdfast.dev/node/k3s/internal/token"
)

// Timeout of a call, as in k3s.
const Timeout = 10 * time.Second

// Server is one that is called at its URL.
type Server struct {
	URL       string
	Token     token.Token
	Authority []byte // the server's CA, as PEM

	http *http.Client
}

// StatusError is an answer other than 200.
type StatusError struct {
	URL    string
	Code   int
	Status string
}

func (e *StatusError) Error() string { return e.URL + ": " + e.Status }

// Trust fetches a server's CA and checks it against a full token; a short token trusts it on first use. Certificates
// prove who calls, beside the token.
func Trust(ctx context.Context, url, tokenText string, certificates ...tls.Certificate) (*Server, error) {
	parsed, err := token.Parse(tokenText)
	if err != nil {
		return nil, err
	}
	s := &Server{URL: url, Token: parsed, http: clientTrusting(nil, nil)}
	if s.Authority, err = s.Get(ctx, "/cacerts", nil, Timeout); err != nil {
		return nil, fmt.Errorf("failed to get CA certs: %w", err)
	}
	if err := parsed.CheckCA(s.Authority); err != nil {
		return nil, err
	}
	if parsed.Hash == "" && parsed.Password != "" {
		log.Warnf("Cluster CA certificate is not trusted by the host CA bundle, but the token does not include a CA hash. Use the full token from the server's node-token file to enable Cluster CA validation.")
	}
	s.http = clientTrusting(s.Authority, certificates)
	if _, err := s.Get(ctx, "/cacerts", nil, Timeout); err != nil {
		return nil, fmt.Errorf("CA cert validation failed: %w", err)
	}
	return s, nil
}

// TrustAsOwner is Trust by one who may read a server's disk: without a token it takes the one that lies there.
func TrustAsOwner(ctx context.Context, url, tokenText string, dataDir layout.DataDir) (*Server, error) {
	if tokenText == "" {
		content, err := os.ReadFile(dataDir.Server("token"))
		if err != nil {
			return nil, err
		}
		tokenText = string(bytes.TrimSpace(content))
	}
	return Trust(ctx, url, tokenText)
}

// As is a Basic user with the token's password.
func (s *Server) As(user string) *url.Userinfo { return url.UserPassword(user, s.Token.Password) }

// Get reads a path. The error is a *StatusError when the server answers otherwise than 200.
func (s *Server) Get(ctx context.Context, path string, user *url.Userinfo, timeout time.Duration) ([]byte, error) {
	return s.call(ctx, http.MethodGet, path, user, timeout, nil, nil)
}

// Post sends a body with headers.
func (s *Server) Post(ctx context.Context, path string, user *url.Userinfo, headers map[string]string, body []byte) ([]byte, error) {
	return s.call(ctx, http.MethodPost, path, user, Timeout, headers, body)
}

// PostFor sends a body to what may take its time.
func (s *Server) PostFor(ctx context.Context, path string, user *url.Userinfo, timeout time.Duration, body []byte) ([]byte, error) {
	return s.call(ctx, http.MethodPost, path, user, timeout, nil, body)
}

// Put sends a body that changes a setting.
func (s *Server) Put(ctx context.Context, path string, user *url.Userinfo, body []byte) error {
	_, err := s.call(ctx, http.MethodPut, path, user, Timeout, nil, body)
	return err
}

func (s *Server) call(ctx context.Context, method, path string, user *url.Userinfo, timeout time.Duration, headers map[string]string, content []byte) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, method, s.URL+path, bytes.NewReader(content))
	if err != nil {
		return nil, err
	}
	for name, value := range headers {
		request.Header.Set(name, value)
	}
	if password, given := user.Password(); given && password != "" {
		request.SetBasicAuth(user.Username(), password)
	}
	response, err := s.http.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err == nil && response.StatusCode != http.StatusOK {
		err = &StatusError{URL: s.URL + path, Code: response.StatusCode, Status: response.Status}
	}
	return body, err
}

// clientTrusting verifies servers against an authority; without one it verifies nothing.
func clientTrusting(authority []byte, certificates []tls.Certificate) *http.Client {
	config := &tls.Config{InsecureSkipVerify: authority == nil, Certificates: certificates}
	if authority != nil {
		config.RootCAs = x509.NewCertPool()
		config.RootCAs.AppendCertsFromPEM(authority)
	}
	return &http.Client{Transport: &http.Transport{TLSClientConfig: config, DisableKeepAlives: true}}
}
