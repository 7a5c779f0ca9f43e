package main

import (
	"crypto/tls"
	"errors"
	"net"
	"os"
	"syscall"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

const (
	clientAddress    = "127.0.0.1:2379"
	handshakeTimeout = 500 * time.Millisecond
	lookEvery        = 250 * time.Millisecond
)

// startAgainWhenUnpublished mends a start whose publication was lost. A member serves clients only after it has seen
// its own name pass through raft. A joiner that is sent a snapshot misses the name when it lies before the snapshot's
// index, and tries again only after 15 s. Started again it finds its log and publishes at once.
// patience is how long a member may follow a leader and not serve.
func startAgainWhenUnpublished(patience time.Duration) {
	var followsSince time.Time
	for ; !serves(); time.Sleep(lookEvery) {
		switch {
		case !hasLeader():
			followsSince = time.Time{}
		case followsSince.IsZero():
			followsSince = time.Now()
		case time.Since(followsSince) > patience:
			// The same process, so that the supervisor sees no part end; the log is safe at any moment.
			if self, err := os.Executable(); err == nil {
				syscall.Exec(self, os.Args, os.Environ())
			}
			return
		}
	}
}

// serves says whether anybody answers a client's TLS greeting; the port itself is open long before.
func serves() bool {
	connection, err := net.DialTimeout("tcp", clientAddress, handshakeTimeout)
	if err != nil {
		return false
	}
	defer connection.Close()
	connection.SetDeadline(time.Now().Add(handshakeTimeout))
	err = tls.Client(connection, &tls.Config{InsecureSkipVerify: true}).Handshake()
	var timeout net.Error
	return err == nil || !errors.As(err, &timeout) || !timeout.Timeout()
}

func hasLeader() bool {
	families, err := prometheus.DefaultGatherer.Gather()
	if err != nil {
		return false
	}
	for _, family := range families {
		if family.GetName() == "etcd_server_has_leader" {
			return family.GetMetric()[0].GetGauge().GetValue() == 1
		}
	}
	return false
}
