package loadbalancer

import (
	"context"
	"maps"
	"time"

	"holdfast.dev/node/internal/log"
)

// healthInterval is how often all servers are checked, as in k3s.
const healthInterval = time.Second

// Check makes a function the judge of a server's health; it is asked each second.
func (b *Balancer) Check(address string, health func() Health) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.checks[address] = health
}

func (b *Balancer) checkAll(ctx context.Context) {
	for {
		b.mu.Lock()
		checks := maps.Clone(b.checks)
		b.mu.Unlock()
		for address, health := range checks {
			switch health() {
			case Good:
				b.note(address, HealthCheck, true)
			case Bad:
				b.note(address, HealthCheck, false)
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(healthInterval):
		}
	}
}

// note applies a sign of a server, and closes the connections that the pool wants closed.
func (b *Balancer) note(address string, source Source, good bool) {
	apply, word := (*Pool).Failed, "failed"
	if good {
		apply, word = (*Pool).Succeeded, "successful"
	}
	b.mu.Lock()
	before, known := b.pool.State(address)
	closing := apply(b.pool, address, source, time.Now())
	after, _ := b.pool.State(address)
	b.mu.Unlock()
	if known && before != after {
		log.Infof("Server %s@%s->%s from %s %s", address, before, after, word, source)
	}
	b.close(closing)
}
