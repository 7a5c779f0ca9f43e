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

	"holdfast.dev/node/k3s/internal/bootstrap"
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

// join checks that this server may join, and fetches what makes it one of the cluster's servers.
func join(ctx context.Context, o *cli.Options) (*host, error) {
	h, err := trust(ctx, o)
	if err != nil {
		return nil, fmt.Errorf("failed to validate token: %w", err)
	}
	if err := h.checkCritical(ctx, o); err != nil {
		return nil, fmt.Errorf("failed to validate server configuration: %w", err)
	}
	return h, h.fetchBootstrap(ctx, o)
}

// trust fetches the cluster's CA and checks it against a full token; a short token trusts it on first use.
func trust(ctx context.Context, o *cli.Options) (*host, error) {
	parsed, err := token.Parse(o.Token)
	if err != nil {
		return nil, err
	}
	h := &host{url: o.Server, token: parsed, http: clientTrusting(nil)}
	if h.authority, err = h.get(ctx, "/cacerts", nil, validateTimeout); err != nil {
		return nil, fmt.Errorf("failed to get CA certs: %w", err)
	}
	if err := parsed.CheckCA(h.authority); err != nil {
		return nil, err
	}
	if parsed.Hash == "" {
		log.Warnf("Cluster CA certificate is not trusted by the host CA bundle, but the token does not include a CA hash. Use the full token from the server's node-token file to enable Cluster CA validation.")
	}
	h.http = clientTrusting(h.authority)
	if _, err := h.get(ctx, "/cacerts", nil, validateTimeout); err != nil {
		return nil, fmt.Errorf("CA cert validation failed: %w", err)
	}
	return h, nil
}

// checkCritical compares the settings that all servers must share. It asks as an agent would, and a server that does not
// tell is not asked again: so an agent token of one's own means that nothing is compared.
func (h *host) checkCritical(ctx context.Context, o *cli.Options) error {
	agent, err := token.Parse(o.AgentToken)
	if err != nil {
		return err
	}
	if agent.Password == "" {
		agent = h.token
	}
	body, err := h.get(ctx, "/v1-k3s/config", url.UserPassword("node", agent.Password), validateTimeout)
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
	body, err := h.get(ctx, "/v1-k3s/server-bootstrap", h.asServer(), bootstrapTimeout)
	if err != nil {
		return err
	}
	return bootstrap.Write(o.DataDir, body)
}

func (h *host) asServer() *url.Userinfo { return url.UserPassword("server", h.token.Password) }

// members lists the etcd members, those of the joined host first: it was reachable a moment ago.
func (h *host) members(ctx context.Context) ([]*pb.Member, error) {
	body, err := h.get(ctx, "/db/info", h.asServer(), validateTimeout)
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

func (h *host) get(ctx context.Context, path string, user *url.Userinfo, timeout time.Duration) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, h.url+path, nil)
	if err != nil {
		return nil, err
	}
	if password, given := user.Password(); given {
		request.SetBasicAuth(user.Username(), password)
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
