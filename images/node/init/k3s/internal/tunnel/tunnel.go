package tunnel

import (
	"bufio"
	"context"
	"crypto/rand"
	"crypto/tls"
	"encoding/base64"
	"fmt"
	"net"
	"net/http"
	"sync/atomic"
	"time"

	"holdfast.dev/node/internal/log"
	"holdfast.dev/node/k3s/internal/loadbalancer"
)

// Timing, as in k3s.
const (
	redialInterval   = time.Second
	handshakeTimeout = 10 * time.Second
)

// Tunnel is an agent's to one server.
type Tunnel struct {
	address string
	tls     *tls.Config
	health  atomic.Int32
	stop    context.CancelFunc
}

// Open keeps a tunnel open until it is stopped or ctx ends: broken, it is opened again each second.
func Open(ctx context.Context, address string, trust *tls.Config) *Tunnel {
	ctx, stop := context.WithCancel(ctx)
	// Only HTTP/1.1 has the upgrade.
	trust = trust.Clone()
	trust.NextProtos = []string{"http/1.1"}
	t := &Tunnel{address: address, tls: trust, stop: stop}
	go t.run(ctx)
	return t
}

// Stop closes the tunnel.
func (t *Tunnel) Stop() { t.stop() }

// Health is that of the server, as the tunnel shows it.
func (t *Tunnel) Health() loadbalancer.Health { return loadbalancer.Health(t.health.Load()) }

func (t *Tunnel) run(ctx context.Context) {
	for ctx.Err() == nil {
		err := t.connect(ctx)
		t.health.Store(int32(loadbalancer.Bad))
		if ctx.Err() != nil {
			return
		}
		log.Errorf("Remotedialer proxy error; reconnecting... url=wss://%s%s: %v", t.address, Path, err)
		select {
		case <-ctx.Done():
		case <-time.After(redialInterval):
		}
	}
}

// connect opens the tunnel and holds it until it breaks.
func (t *Tunnel) connect(ctx context.Context) error {
	dialling, cancel := context.WithTimeout(ctx, handshakeTimeout)
	defer cancel()
	connection, err := (&tls.Dialer{Config: t.tls}).DialContext(dialling, "tcp", t.address)
	if err != nil {
		return err
	}
	reader := bufio.NewReader(connection)
	if err := t.handshake(connection, reader); err != nil {
		connection.Close()
		return err
	}
	t.health.Store(int32(loadbalancer.Good))
	log.Infof("Remotedialer connected to proxy url=wss://%s%s", t.address, Path)
	return hold(ctx, connection, reader, true)
}

func (t *Tunnel) handshake(connection net.Conn, reader *bufio.Reader) error {
	connection.SetDeadline(time.Now().Add(handshakeTimeout))
	defer connection.SetDeadline(time.Time{})
	random := make([]byte, 16)
	rand.Read(random)
	key := base64.StdEncoding.EncodeToString(random)
	request, err := http.NewRequest(http.MethodGet, "https://"+t.address+Path, nil)
	if err != nil {
		return err
	}
	request.Header = http.Header{
		"Upgrade": {"websocket"}, "Connection": {"Upgrade"}, "Sec-Websocket-Key": {key}, "Sec-Websocket-Version": {"13"},
	}
	if err := request.Write(connection); err != nil {
		return err
	}
	response, err := http.ReadResponse(reader, request)
	if err != nil {
		return err
	}
	if response.StatusCode != http.StatusSwitchingProtocols || response.Header.Get("Sec-WebSocket-Accept") != acceptOf(key) {
		return fmt.Errorf("websocket: bad handshake: %s", response.Status)
	}
	return nil
}
