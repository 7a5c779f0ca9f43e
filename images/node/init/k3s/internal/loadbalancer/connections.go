package loadbalancer

import (
	"maps"
	"net"
	"slices"

	"holdfast.dev/node/internal/log"
)

func (b *Balancer) opened(address string, connection net.Conn) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.pool.Opened(address)
	if b.connections[address] == nil {
		b.connections[address] = map[net.Conn]struct{}{}
	}
	b.connections[address][connection] = struct{}{}
}

func (b *Balancer) closed(address string, connection net.Conn) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.pool.Closed(address)
	delete(b.connections[address], connection)
}

// close ends all connections to these servers; who forwards on them then forgets them.
func (b *Balancer) close(addresses []string) {
	for _, address := range addresses {
		b.mu.Lock()
		connections := slices.Collect(maps.Keys(b.connections[address]))
		b.mu.Unlock()
		if len(connections) > 0 {
			log.Infof("Closing %d connections to load balancer server %s", len(connections), address)
		}
		for _, connection := range connections {
			connection.Close()
		}
	}
}
