package main

import (
	"context"
	"encoding/base64"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httputil"
	"os"
	"strings"

	"k8s.io/apiserver/pkg/server/options"
)

// What the supervisor hands to this process. Without socketVariable the apiserver serves alone, as upstream does.
const (
	socketVariable      = "HOLDFAST_SUPERVISOR_SOCKET" // path of the supervisor's unix socket
	certificateVariable = "HOLDFAST_PORT_CERTIFICATE"  // path of the shared port's certificate and key, without .crt and .key
	loopbackVariable    = "HOLDFAST_LOOPBACK_ADDRESS"  // host:port of the apiserver's own port
	listenerFD          = 3                            // the open TCP socket of the shared port
)

// Headers that tell the supervisor who calls. TLS ends here, so it cannot see that for itself.
const (
	remoteHeader      = "X-Holdfast-Remote"      // host:port of the client
	certificateHeader = "X-Holdfast-Certificate" // base64 of the client certificate's DER, not yet verified
)

// supervisor owns a few paths of the shared port, and accepts on its socket until the apiserver is ready to.
type supervisor struct {
	listener    net.Listener
	certificate options.CertKey // of the shared port; that of --tls-cert-file is the own port's
	loopback    string
	client      *http.Client
	proxy       http.Handler
}

func supervisorFromEnvironment() (*supervisor, error) {
	socket := os.Getenv(socketVariable)
	if socket == "" {
		return nil, nil
	}
	inherited := os.NewFile(listenerFD, "shared port")
	shared, err := net.FileListener(inherited)
	if err != nil {
		return nil, fmt.Errorf("inherited listener: %w", err)
	}
	// The listener has a copy; with this one open the port would go on accepting after the apiserver closed it.
	if err := inherited.Close(); err != nil {
		return nil, err
	}
	transport := &http.Transport{
		DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			return new(net.Dialer).DialContext(ctx, "unix", socket)
		},
	}
	certificate := os.Getenv(certificateVariable)
	return &supervisor{
		listener:    shared,
		certificate: options.CertKey{CertFile: certificate + ".crt", KeyFile: certificate + ".key"},
		loopback:    os.Getenv(loopbackVariable),
		client:      &http.Client{Transport: transport},
		proxy:       &httputil.ReverseProxy{Rewrite: identify, Transport: transport},
	}, nil
}

// share sends the supervisor's paths to it and everything else to the apiserver.
func (s *supervisor) share(apiserver http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if isSupervisorPath(r.URL.Path) {
			s.proxy.ServeHTTP(w, r)
			return
		}
		apiserver.ServeHTTP(w, r)
	})
}

func isSupervisorPath(path string) bool {
	switch path {
	case "/ping", "/cacerts":
		return true
	}
	for _, prefix := range []string{"/static/", "/v1-k3s/", "/db/"} {
		if strings.HasPrefix(path, prefix) {
			return true
		}
	}
	return false
}

// identify replaces whatever the client claimed in the identity headers.
func identify(r *httputil.ProxyRequest) {
	r.Out.URL.Scheme, r.Out.URL.Host = "http", "supervisor"
	r.Out.Header.Set(remoteHeader, r.In.RemoteAddr)
	r.Out.Header.Del(certificateHeader)
	if r.In.TLS != nil && len(r.In.TLS.PeerCertificates) > 0 {
		r.Out.Header.Set(certificateHeader, base64.StdEncoding.EncodeToString(r.In.TLS.PeerCertificates[0].Raw))
	}
}

// takeOver asks the supervisor to stop accepting. It must come before the apiserver's own clients start:
// a controller that met the supervisor's certificate would give up. Clients that connect meanwhile wait in the kernel's queue.
func (s *supervisor) takeOver() error {
	response, err := s.client.Post("http://supervisor/takeover", "text/plain", nil)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if text, _ := io.ReadAll(response.Body); response.StatusCode != http.StatusOK {
		return fmt.Errorf("take over the shared port: %s %s", response.Status, text)
	}
	return nil
}
