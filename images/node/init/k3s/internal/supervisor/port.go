package supervisor

import (
	"context"
	"crypto/tls"
	"io"
	stdlog "log"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"holdfast.dev/node/k3s/internal/layout"
)

// handOverTimeout is how long requests in flight may take once the apiserver accepts on the port.
const handOverTimeout = 5 * time.Second

// port is the shared TCP socket, and the server that uses it until the apiserver does.
type port struct {
	listener   *net.TCPListener
	server     *http.Server
	handedOver chan struct{} // closed when the apiserver accepts
}

// Listen opens the port, and the unix socket over which the apiserver forwards the supervisor's paths.
func (s *Supervisor) Listen(address string) error {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	routes := s.routes()
	s.port = &port{
		listener:   listener.(*net.TCPListener),
		handedOver: make(chan struct{}),
		server: &http.Server{
			Handler:           routes,
			TLSConfig:         &tls.Config{GetCertificate: s.Certificate, ClientAuth: tls.RequestClientCert},
			ReadHeaderTimeout: 10 * time.Second,
			ErrorLog:          stdlog.New(io.Discard, "", 0), // failed handshakes of health checks
		},
	}
	go s.port.server.ServeTLS(listener, "", "")
	return s.listenUnix(routes)
}

func (s *Supervisor) listenUnix(routes *http.ServeMux) error {
	socket := layout.SupervisorSocket
	if err := os.MkdirAll(filepath.Dir(socket), 0o700); err != nil {
		return err
	}
	os.Remove(socket)
	listener, err := net.Listen("unix", socket)
	if err != nil {
		return err
	}
	if err := os.Chmod(socket, 0o600); err != nil {
		return err
	}
	private := http.NewServeMux()
	private.Handle("/", forwarded(routes))
	private.HandleFunc("POST /takeover", s.handOver)
	go http.Serve(listener, private)
	return nil
}

// Socket is the shared port as a file for the apiserver to inherit.
func (s *Supervisor) Socket() (*os.File, error) { return s.port.listener.File() }

// HandedOver is closed when the apiserver has taken the port over, so that API calls reach it.
func (s *Supervisor) HandedOver() <-chan struct{} { return s.port.handedOver }

// handOver stops accepting before it answers; the kernel queues new connections until the apiserver accepts them.
func (s *Supervisor) handOver(w http.ResponseWriter, _ *http.Request) {
	if err := s.port.listener.Close(); err != nil {
		fail(w, err)
		return
	}
	close(s.port.handedOver)
	go func() {
		ctx, cancel := context.WithTimeout(context.Background(), handOverTimeout)
		defer cancel()
		s.port.server.Shutdown(ctx)
	}()
}

func (p *port) isHandedOver() bool {
	select {
	case <-p.handedOver:
		return true
	default:
		return false
	}
}
