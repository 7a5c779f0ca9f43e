package loadbalancer

import (
	"cmp"
	"slices"
	"time"
)

// Pool knows an agent's servers and which of them to use. It does no I/O: every change returns the addresses whose
// connections are to be closed, so that clients go over to a better server.
type Pool struct {
	servers []*server
}

type server struct {
	address     string
	isDefault   bool // the --server address, which is never forgotten
	state       State
	since       time.Time
	connections int
}

// NewPool knows the --server address alone, which is a standby until others are known.
func NewPool(defaultAddress string, now time.Time) *Pool {
	return &Pool{[]*server{{address: defaultAddress, isDefault: true, state: Standby, since: now}}}
}

// Order is in which order to dial: the best state first, and of equals the one with more connections.
func (p *Pool) Order() []string {
	sorted := slices.SortedStableFunc(slices.Values(p.servers), func(a, b *server) int {
		return cmp.Or(cmp.Compare(b.state, a.state), cmp.Compare(b.connections, a.connections))
	})
	addresses := make([]string, len(sorted))
	for i, s := range sorted {
		addresses[i] = s.address
	}
	return addresses
}

// Addresses are the known servers; a standby is none.
func (p *Pool) Addresses() []string {
	addresses := []string{}
	for _, s := range p.servers {
		if s.state != Standby {
			addresses = append(addresses, s.address)
		}
	}
	return addresses
}

// State is that of a server; false for one that the pool does not know.
func (p *Pool) State(address string) (State, bool) {
	if s := p.find(address); s != nil {
		return s.state, true
	}
	return 0, false
}

// Learn replaces the known servers. New ones are unchecked, missing ones are forgotten; the --server address becomes a
// standby instead.
func (p *Pool) Learn(addresses []string, now time.Time) (added, removed []string) {
	for _, address := range addresses {
		switch s := p.find(address); {
		case s == nil:
			p.servers = append(p.servers, &server{address: address, state: Unchecked, since: now})
		case s.state == Standby:
			s.change(Unchecked, now)
		default:
			continue
		}
		added = append(added, address)
	}
	p.servers = slices.DeleteFunc(p.servers, func(s *server) bool {
		if slices.Contains(addresses, s.address) || s.state == Standby {
			return false
		}
		removed = append(removed, s.address)
		if s.isDefault {
			s.change(Standby, now)
		}
		return !s.isDefault
	})
	return added, removed
}

// Opened and Closed count a server's connections.
func (p *Pool) Opened(address string) { p.count(address, 1) }
func (p *Pool) Closed(address string) { p.count(address, -1) }

func (p *Pool) count(address string, difference int) {
	if s := p.find(address); s != nil {
		s.connections += difference
	}
}

func (p *Pool) find(address string) *server {
	i := slices.IndexFunc(p.servers, func(s *server) bool { return s.address == address })
	if i < 0 {
		return nil
	}
	return p.servers[i]
}

func (s *server) change(state State, now time.Time) { s.state, s.since = state, now }
