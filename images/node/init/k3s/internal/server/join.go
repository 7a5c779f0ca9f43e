package server

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"time"

	pb "go.etcd.io/etcd/api/v3/etcdserverpb"

	"holdfast.dev/node/internal/log"
	"holdfast.dev/node/k3s/internal/access"
	"holdfast.dev/node/k3s/internal/bootstrap"
	"holdfast.dev/node/k3s/internal/cli"
	"holdfast.dev/node/k3s/internal/etcd"
	"holdfast.dev/node/k3s/internal/supervisor"
	"holdfast.dev/node/k3s/internal/token"
)

// bootstrapTimeout is longer than that of other calls, as in k3s.
const bootstrapTimeout = 15 * time.Second

// host is the server that --server names.
type host struct{ *access.Server }

// join checks that this server may join, and fetches what makes it one of the cluster's servers.
func join(ctx context.Context, o *cli.Options) (*host, error) {
	server, err := access.Trust(ctx, o.Server, o.Token)
	if err != nil {
		return nil, fmt.Errorf("failed to validate token: %w", err)
	}
	h := &host{server}
	if err := h.checkCritical(ctx, o); err != nil {
		return nil, fmt.Errorf("failed to validate server configuration: %w", err)
	}
	return h, h.fetchBootstrap(ctx, o)
}

// checkCritical compares the settings that all servers must share. It asks as an agent would, and a server that does not
// tell is not asked again: so an agent token of one's own means that nothing is compared.
func (h *host) checkCritical(ctx context.Context, o *cli.Options) error {
	agent, err := token.Parse(o.AgentToken)
	if err != nil {
		return err
	}
	if agent.Password == "" {
		agent = h.Token
	}
	body, err := h.Get(ctx, "/v1-k3s/config", url.UserPassword("node", agent.Password), access.Timeout)
	if err != nil {
		log.Warnf("Failed to retrieve server configuration, critical configuration is not validated: %v", err)
		return nil
	}
	var theirs cli.Control
	if err := json.Unmarshal(body, &theirs); err != nil {
		return err
	}
	mismatches := o.Critical.Mismatches(theirs.Critical)
	for _, flag := range mismatches {
		log.Warnf("critical configuration mismatched: %s", flag)
	}
	if len(mismatches) > 0 {
		return errors.New("critical configuration value mismatch between servers")
	}
	return nil
}

// fetchBootstrap stores the cluster's shared keys.
func (h *host) fetchBootstrap(ctx context.Context, o *cli.Options) error {
	body, err := h.Get(ctx, "/v1-k3s/server-bootstrap", h.As("server"), bootstrapTimeout)
	if err != nil {
		return err
	}
	return bootstrap.Write(o.DataDir, body)
}

// members lists the etcd members, those of the joined host first: it was reachable a moment ago.
func (h *host) members(ctx context.Context) ([]*pb.Member, error) {
	body, err := h.Get(ctx, "/db/info", h.As("server"), access.Timeout)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", etcd.ErrListUnavailable, err)
	}
	var list supervisor.MemberList
	if err := json.Unmarshal(body, &list); err != nil {
		return nil, err
	}
	joined, err := url.Parse(h.URL)
	if err != nil {
		return nil, err
	}
	isJoined := func(m *pb.Member) bool {
		return slices.ContainsFunc(m.ClientURLs, func(text string) bool {
			u, err := url.Parse(text)
			return err == nil && u.Hostname() == joined.Hostname()
		})
	}
	slices.SortStableFunc(list.Members, func(a, b *pb.Member) int {
		switch {
		case isJoined(a) && !isJoined(b):
			return -1
		case isJoined(b) && !isJoined(a):
			return 1
		}
		return 0
	})
	return list.Members, nil
}
