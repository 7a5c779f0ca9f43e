package agent

import (
	"context"
	"math/rand/v2"
	"time"

	"holdfast.dev/node/internal/log"
)

// retry tries for ever, with pauses, until it succeeds or ctx ends: an agent waits for its cluster.
func retry(ctx context.Context, pause func() time.Duration, try func(context.Context) error) error {
	for {
		err := try(ctx)
		if err == nil {
			return nil
		}
		log.Debugf("agent: %v", err)
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-time.After(pause()):
		}
	}
}

func every(pause time.Duration) func() time.Duration {
	return func() time.Duration { return pause }
}

// between spreads many agents that wait for one server.
func between(least, most time.Duration) func() time.Duration {
	return func() time.Duration { return least + rand.N(most-least) }
}
