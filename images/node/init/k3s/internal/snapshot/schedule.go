package snapshot

import (
	"context"
	"math/rand/v2"
	"time"

	"github.com/robfig/cron/v3"

	"holdfast.dev/node/internal/log"
)

// maxJitter keeps the servers of a cluster from taking their snapshots at one moment.
const maxJitter = 5 * time.Second

// Run takes the scheduled snapshots until its context ends. A schedule that nobody can read means none, as in k3s.
func (s *Store) Run(ctx context.Context) error {
	schedule, err := cron.ParseStandard(s.Settings.Schedule)
	if err != nil {
		log.Errorf("No etcd snapshots are scheduled: %v", err)
		return nil
	}
	for {
		jitter := time.Duration(rand.Int64N(int64(maxJitter)))
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(time.Until(schedule.Next(time.Now())) + jitter):
		}
		if _, err := s.Save(ctx, s.Settings); err != nil && ctx.Err() == nil {
			log.Errorf("Failed to take scheduled snapshot: %v", err)
		}
	}
}
