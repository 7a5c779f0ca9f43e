package server

import (
	"os"
	"time"

	"holdfast.dev/node/internal/kube"
	"holdfast.dev/node/internal/log"
)

// setting reads a duration of this stand-in from the environment.
func setting(variable string, otherwise time.Duration) time.Duration {
	text := os.Getenv(variable)
	if text == "" {
		return otherwise
	}
	duration, err := time.ParseDuration(text)
	if err != nil || duration <= 0 {
		log.Warnf("Ignoring invalid duration %s=%q", variable, text)
		return otherwise
	}
	return duration
}

// leaseTiming is that of k3s's own leases.
func leaseTiming() kube.LeaseTiming {
	return kube.LeaseTiming{
		Duration:      setting("CATTLE_ELECTION_LEASE_DURATION", 45*time.Second),
		RenewDeadline: setting("CATTLE_ELECTION_RENEW_DEADLINE", 30*time.Second),
		RetryPeriod:   setting("CATTLE_ELECTION_RETRY_PERIOD", 2*time.Second),
	}
}
