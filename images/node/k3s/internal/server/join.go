package server

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"time"

	pb "go.etcd.io/etcd/api/v3/etcdserverpb"

	"holdfast.dev/node/k3s/internal/cli"
	"holdfast.dev/node/k3s/internal/etcd"
	"holdfast.dev/node/k3s/internal/log"
	"holdfast.dev/node/k3s/internal/supervisor"
	"holdfast.dev/node/k3s/internal/token"
)

// Time limits of calls to the server that is joined.
const (
	validateTimeout  = 10 * time.Second
	bootstrapTimeout = 15 * time.Second
)

// host is the server that --server names.
type host struct {
	url       string
	token     token.Token
	authority []byte
	http      *http.Client
}

// trust fetches the cluster's CA and checks it against a full token; a short token trusts it on first use.
func trust(ctx context.Context, o *cli.Options) (*host, error) {
	parsed, err := token.Parse(o.Token)
	if err != nil {
		return nil, fmt.Errorf("failed to validate token: %w", err)
	}
	h := &host{url: o.Server, token: parsed, http: clientTrusting(nil)}
	if h.authority, err = h.get(ctx, "/cacerts", "", validateTimeout); err != nil {
		return nil, fmt.Errorf("failed to validate token: failed to get CA certs: %w", err)
	}
	if err := parsed.CheckCA(h.authority); err != nil {
		return nil, fmt.Errorf("failed to validate token: %w", err)
	}
	if parsed.Hash == "" {
		log.Warnf("Cluster CA certificate is not trusted by the host CA bundle, but the token does not include a CA hash. Use the full token from the server's node-token file to enable Cluster CA validation.")
	}
	h.http = clientTrusting(h.authority)
	if _, err := h.get(ctx, "/cacerts", "", validateTimeout); err != nil {
		return nil, fmt.Errorf("failed to validate token: CA cert validation failed: %w", err)
	}
	return h, nil
}

// checkCritical compares the settings that all servers must share. A server that does not tell is not asked again.
func (h *host) checkCritical(ctx context.Context, mine cli.Critical) error {
	body, err := h.get(ctx, "/v1-k3s/config", "node", validateTimeout)
	if err != nil {
		log.Warnf("Failed to retrieve server configuration, critical configuration is not validated: %v", err)
		return nil
	}
	var theirs cli.Critical
	if err := json.Unmarshal(body, &theirs); err != nil {
		return err
	}
	mismatches := mine.Mismatches(theirs)
	for _, flag := range mismatches {
		log.Warnf("critical configuration mismatched: %s", flag)
	}
	if len(mismatches) > 0 {
		return errors.New("failed to validate server configuration: critical configuration value mismatch between servers")
	}
	return nil
}

// fetchBootstrap stores the cluster's shared keys.
func (h *host) fetchBootstrap(ctx context.Context, o *cli.Options) error {
	body, err := h.get(ctx, "/v1-k3s/server-bootstrap", "server", bootstrapTimeout)
	if err != nil {
		return fmt.Errorf("failed to bootstrap cluster data: %w", err)
	}
	return supervisor.WriteBootstrap(o.DataDir, body)
}

// members lists the etcd members, those of the joined host first: it was reachable a moment ago.
func (h *host) members(ctx context.Context) ([]*pb.Member, error) {
	body, err := h.get(ctx, "/db/info", "server", validateTimeout)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", etcd.ErrListUnavailable, err)
	}
	var list supervisor.MemberList
	if err := json.Unmarshal(body, &list); err != nil {
		return nil, err
	}
	joined, err := url.Parse(h.url)
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

func (h *host) get(ctx context.Context, path, user string, timeout time.Duration) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, h.url+path, nil)
	if err != nil {
		return nil, err
	}
	if user != "" {
		request.SetBasicAuth(user, h.token.Password)
	}
	response, err := h.http.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err == nil && response.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s", h.url+path, response.Status)
	}
	return body, err
}

// clientTrusting verifies servers against an authority; without one it verifies nothing.
func clientTrusting(authority []byte) *http.Client {
	config := &tls.Config{InsecureSkipVerify: authority == nil}
	if authority != nil {
		config.RootCAs = x509.NewCertPool()
		config.RootCAs.AppendCertsFromPEM(authority)
	}
	return &http.Client{Transport: &http.Transport{TLSClientConfig: config, DisableKeepAlives: true}}
}
