// Package loadbalancer is the one that every agent has for itself: its parts call 127.0.0.1, and it forwards to the
// servers that it has learned, one at a time.
package loadbalancer

import (
	"context"
	"net"
	"sync"
	"time"

	"holdfast.dev/node/internal/log"
)

// Name is k3s's, of logs and of the file.
const Name = "k3s-agent-load-balancer"

// Timing of connections, as in k3s.
const (
	dialTimeout = 10 * time.Second
	keepAlive   = 30 * time.Second
)

// Balancer forwards TCP connections.
type Balancer struct {
	saved    saved
	listener net.Listener
	dialer   net.Dialer

	mu          sync.Mutex
	pool        *Pool
	checks      map[string]func() Health
	connections map[string]map[net.Conn]struct{} // to each server
}

// Listen opens the port. What an earlier life learned of the servers is in the file, and makes --server dispensable.
func Listen(address, serverURL, file string) (*Balancer, error) {
	defaultAddress, err := addressOf(serverURL)
	if err != nil {
		return nil, err
	}
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return nil, err
	}
	b := &Balancer{
		saved:       saved{file: file, ServerURL: serverURL},
		listener:    listener,
		dialer:      net.Dialer{Timeout: dialTimeout, KeepAlive: keepAlive},
		pool:        NewPool(defaultAddress, time.Now()),
		checks:      map[string]func() Health{},
		connections: map[string]map[net.Conn]struct{}{},
	}
	b.learn(b.saved.load())
	log.Infof("Running load balancer %s %s -> %v [default: %s]", Name, listener.Addr(), b.Addresses(), defaultAddress)
	return b, b.saved.store(b.Addresses())
}

// URL is where the agent's own parts find the balancer.
func (b *Balancer) URL() string { return "https://" + b.listener.Addr().String() }

// Addresses are the servers that are known.
func (b *Balancer) Addresses() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.pool.Addresses()
}

// Update replaces the known servers, and remembers them for the next life.
func (b *Balancer) Update(addresses []string) {
	if !b.learn(addresses) {
		return
	}
	log.Infof("Updated load balancer %s server addresses -> %v", Name, b.Addresses())
	if err := b.saved.store(b.Addresses()); err != nil {
		log.Warnf("Error updating load balancer %s config: %v", Name, err)
	}
}

func (b *Balancer) learn(addresses []string) (changed bool) {
	if len(addresses) == 0 {
		return false
	}
	b.mu.Lock()
	added, removed := b.pool.Learn(addresses, time.Now())
	for _, address := range removed {
		delete(b.checks, address)
	}
	b.mu.Unlock()
	for _, address := range added {
		log.Infof("Adding server to load balancer %s: %s", Name, address)
	}
	for _, address := range removed {
		log.Infof("Removing server from load balancer %s: %s", Name, address)
	}
	b.close(removed)
	return len(added)+len(removed) > 0
}

// Serve forwards and checks until ctx ends.
func (b *Balancer) Serve(ctx context.Context) error {
	context.AfterFunc(ctx, func() { b.listener.Close() })
	go b.checkAll(ctx)
	for {
		client, err := b.listener.Accept()
		if ctx.Err() != nil {
			return nil
		}
		if err != nil {
			return err
		}
		go b.forward(ctx, client)
	}
}
