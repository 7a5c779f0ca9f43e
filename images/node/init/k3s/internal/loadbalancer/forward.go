package loadbalancer

import (
	"context"
	"errors"
	"io"
	"net"

	"holdfast.dev/node/internal/log"
)

// forward carries one client's bytes to a server and back, until either side ends.
func (b *Balancer) forward(ctx context.Context, client net.Conn) {
	defer client.Close()
	address, server, err := b.dial(ctx)
	if err != nil {
		log.Debugf("Incoming conn %s, error dialing load balancer servers: %v", client.RemoteAddr(), err)
		return
	}
	defer b.closed(address, server)
	defer server.Close()
	ended := make(chan struct{}, 2)
	carry := func(to, from net.Conn) {
		io.Copy(to, from)
		ended <- struct{}{}
	}
	go carry(server, client)
	go carry(client, server)
	<-ended
}

// dial connects to the best server that takes a connection.
func (b *Balancer) dial(ctx context.Context) (address string, connection net.Conn, err error) {
	b.mu.Lock()
	order := b.pool.Order()
	b.mu.Unlock()
	for _, address := range order {
		connection, err := b.dialer.DialContext(ctx, "tcp", address)
		if err != nil {
			log.Debugf("Dial error from server %s: %v", address, err)
			b.note(address, Dial, false)
			continue
		}
		b.opened(address, connection)
		b.note(address, Dial, true)
		return address, connection, nil
	}
	return "", nil, errors.New("all servers failed")
}
