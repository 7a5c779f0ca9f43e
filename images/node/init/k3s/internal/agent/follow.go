package agent

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"os"
	"slices"
	"time"

	"holdfast.dev/node/internal/log"
	"holdfast.dev/node/k3s/internal/tunnel"
)

// Pauses, as in k3s. A server that starts comes and goes several times before its endpoint stays.
const (
	serversPause   = 5 * time.Second
	endpointSettle = time.Second
	watchPause     = time.Second
)

// follow learns the servers and keeps a tunnel to each, from now on until ctx ends.
func (a *agent) follow(ctx context.Context) error {
	trust, err := a.tunnelTrust()
	if err != nil {
		return err
	}
	tunnels := map[string]*tunnel.Tunnel{}
	use := func(addresses []string) { a.use(ctx, addresses, tunnels, trust) }
	log.Infof("Getting list of apiserver endpoints from server")
	err = retry(ctx, every(serversPause), func(ctx context.Context) error {
		addresses, err := a.apiServers(ctx)
		if err != nil {
			log.Warnf("Failed to retrieve list of apiservers from server: %v", err)
			return err
		}
		log.Infof("Got apiserver addresses from supervisor: %v", addresses)
		use(addresses)
		return nil
	})
	if err != nil {
		return err
	}
	a.group.Go("endpoints", func(ctx context.Context) error {
		settled(ctx, endpointSettle, a.watch(ctx), use)
		return nil
	})
	return nil
}

func (a *agent) tunnelTrust() (*tls.Config, error) {
	authority, err := os.ReadFile(a.options.DataDir.Agent("server-ca.crt"))
	if err != nil {
		return nil, err
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(authority)
	return &tls.Config{RootCAs: roots, Certificates: a.certificates()}, nil
}

func (a *agent) apiServers(ctx context.Context) ([]string, error) {
	body, err := a.get(ctx, "apiservers")
	if err != nil {
		return nil, err
	}
	var addresses []string
	if err := json.Unmarshal(body, &addresses); err != nil {
		return nil, err
	}
	if len(addresses) == 0 {
		return nil, errors.New("no apiserver addresses")
	}
	return addresses, nil
}

// use makes these the servers: each has a tunnel, and no other.
func (a *agent) use(ctx context.Context, addresses []string, tunnels map[string]*tunnel.Tunnel, trust *tls.Config) {
	a.balancer.Update(addresses)
	known := a.balancer.Addresses()
	for _, address := range known {
		if tunnels[address] == nil {
			tunnels[address] = tunnel.Open(ctx, address, trust)
			a.balancer.Check(address, tunnels[address].Health)
		}
	}
	for address, old := range tunnels {
		if !slices.Contains(known, address) {
			old.Stop()
			delete(tunnels, address)
			log.Infof("Stopped tunnel to %s", address)
		}
	}
}

// watch tells the endpoints of the API through whatever server the balancer uses.
func (a *agent) watch(ctx context.Context) <-chan []string {
	changes := make(chan []string)
	go func() {
		retry(ctx, every(watchPause), func(ctx context.Context) error {
			return a.kube.WatchAPIServers(ctx, func(addresses []string) {
				select {
				case <-ctx.Done():
				case changes <- addresses:
				}
			})
		})
	}()
	return changes
}

// settled passes a value on once no other has come for a while.
func settled[T any](ctx context.Context, quiet time.Duration, values <-chan T, use func(T)) {
	var latest T
	var passed <-chan time.Time
	for {
		select {
		case <-ctx.Done():
			return
		case latest = <-values:
			passed = time.After(quiet)
		case <-passed:
			passed = nil
			use(latest)
		}
	}
}
