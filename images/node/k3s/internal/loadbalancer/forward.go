package loadbalancer

import (
	"context"
	"io"
	"net"

	"holdfast.dev/node/k3s/internal/log"
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
