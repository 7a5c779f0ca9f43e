package etcd

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"os"
	"time"

	clientv3 "go.etcd.io/etcd/client/v3"
	"go.uber.org/zap"
	"google.golang.org/grpc"
	"google.golang.org/grpc/backoff"

	"holdfast.dev/node/k3s/internal/layout"
)

const (
	localEndpoint = "https://127.0.0.1:2379"
	dialTimeout   = 2 * time.Second
	statusTimeout = 2 * time.Second // one member's status, a member list
)

// reconnect tries again soon: gRPC's own pauses grow to minutes while a member is away.
var reconnect = grpc.ConnectParams{
	Backoff:           backoff.Config{BaseDelay: 200 * time.Millisecond, Multiplier: 1.6, Jitter: 0.2, MaxDelay: time.Second},
	MinConnectTimeout: dialTimeout,
}

// NewClient connects lazily to the given members, or to the local one.
func NewClient(ctx context.Context, d layout.DataDir, endpoints ...string) (*clientv3.Client, error) {
	if len(endpoints) == 0 {
		endpoints = []string{localEndpoint}
	}
	certificate, err := tls.LoadX509KeyPair(d.EtcdTLS("client.crt"), d.EtcdTLS("client.key"))
	if err != nil {
		return nil, err
	}
	authority, err := os.ReadFile(d.EtcdTLS("server-ca.crt"))
	if err != nil {
		return nil, err
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(authority)
	return clientv3.New(clientv3.Config{
		Context:              ctx,
		Endpoints:            endpoints,
		DialTimeout:          dialTimeout,
		DialKeepAliveTime:    10 * time.Second,
		DialKeepAliveTimeout: 3 * time.Second,
		DialOptions:          []grpc.DialOption{grpc.WithConnectParams(reconnect)},
		TLS:                  &tls.Config{RootCAs: roots, Certificates: []tls.Certificate{certificate}},
		Logger:               zap.NewNop(),
	})
}

// Status asks one endpoint about itself; it needs no quorum.
func Status(ctx context.Context, client *clientv3.Client, endpoint string) (*clientv3.StatusResponse, error) {
	ctx, cancel := context.WithTimeout(ctx, statusTimeout)
	defer cancel()
	return client.Status(ctx, endpoint)
}

// Members is a linearizable member list, so it needs a quorum.
func Members(ctx context.Context, client *clientv3.Client) (*clientv3.MemberListResponse, error) {
	ctx, cancel := context.WithTimeout(ctx, statusTimeout)
	defer cancel()
	return client.MemberList(ctx)
}
