package tunnel

import (
	"bufio"
	"bytes"
	"crypto/tls"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"holdfast.dev/node/k3s/internal/loadbalancer"
)

func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for deadline := time.Now().Add(5 * time.Second); !holds(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("%s: not within 5 s", what)
		}
	}
}

func open(t *testing.T, handler http.Handler) (*Tunnel, *httptest.Server) {
	t.Helper()
	server := httptest.NewUnstartedServer(handler)
	server.TLS = &tls.Config{NextProtos: []string{"h2", "http/1.1"}}
	server.StartTLS()
	t.Cleanup(server.Close)
	trust := server.Client().Transport.(*http.Transport).TLSClientConfig
	tunnel := Open(t.Context(), server.Listener.Addr().String(), trust)
	t.Cleanup(tunnel.Stop)
	return tunnel, server
}

func TestHealthIsThatOfTheTunnel(t *testing.T) {
	accepted := make(chan struct{}, 10)
	tunnel, server := open(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		accepted <- struct{}{}
		Accept(w, r)
	}))
	eventually(t, "good", func() bool { return tunnel.Health() == loadbalancer.Good })
	<-accepted
	tunnel.Stop()
	eventually(t, "bad", func() bool { return tunnel.Health() == loadbalancer.Bad })
	server.Close() // hangs while a handler holds a tunnel
}

func TestABrokenTunnelIsOpenedAgain(t *testing.T) {
	opened := make(chan struct{}, 10)
	tunnel, _ := open(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		opened <- struct{}{}
		if len(opened) == 1 {
			connection, _, _ := http.NewResponseController(w).Hijack()
			connection.Close()
			return
		}
		Accept(w, r)
	}))
	eventually(t, "bad", func() bool { return tunnel.Health() == loadbalancer.Bad })
	eventually(t, "good again", func() bool { return tunnel.Health() == loadbalancer.Good })
}

func TestARefusalIsNoTunnel(t *testing.T) {
	tunnel, _ := open(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusForbidden) }))
	if tunnel.Health() != loadbalancer.Unknown {
		t.Error("known before it was tried")
	}
	eventually(t, "bad", func() bool { return tunnel.Health() == loadbalancer.Bad })
}

func TestAcceptWantsAWebsocket(t *testing.T) {
	recorder := httptest.NewRecorder()
	Accept(recorder, httptest.NewRequest(http.MethodGet, Path, nil))
	if recorder.Code != http.StatusBadRequest {
		t.Errorf("%d", recorder.Code)
	}
}

// The example of RFC 6455, section 1.3.
func TestAcceptKey(t *testing.T) {
	if got := acceptOf("dGhlIHNhbXBsZSBub25jZQ=="); got != "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=" {
		t.Error(got)
	}
}

func TestFrames(t *testing.T) {
	var stream bytes.Buffer
	writeFrame(&stream, opPing, true)
	writeFrame(&stream, opPong, false)
	stream.Write([]byte{0x82, 126, 1, 0})
	stream.Write(make([]byte, 256))
	writeFrame(&stream, opClose, false)
	reader := bufio.NewReader(&stream)
	for _, want := range []opcode{opPing, opPong, 0x2, opClose} {
		if got, err := readFrame(reader); err != nil || got != want {
			t.Errorf("opcode %x, want %x: %v", got, want, err)
		}
	}
	if _, err := readFrame(bufio.NewReader(bytes.NewReader([]byte{0x82, 127, 1, 0, 0, 0, 0, 0, 0, 0}))); err == nil {
		t.Error("an endless frame")
	}
}
