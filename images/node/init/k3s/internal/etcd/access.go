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

const dialTimeout = 2 * time.Second

// reconnect tries again soon: gRPC's own pauses grow to minutes while a member is away.
var reconnect = grpc.ConnectParams{
	Backoff:           backoff.Config{BaseDelay: 200 * time.Millisecond, Multiplier: 1.6, Jitter: 0.2, MaxDelay: time.Second},
	MinConnectTimeout: dialTimeout,
}

// Access is where something speaks etcd's protocol, and the files for TLS. A socket of this server needs none.
type Access struct {
	Endpoints                 []string
	CAFile, CertFile, KeyFile string
}

// Embedded is the access to the given members of the embedded cluster, or to the local one.
func Embedded(d layout.DataDir, endpoints ...string) Access {
	if len(endpoints) == 0 {
		endpoints = []string{localEndpoint}
	}
	return Access{endpoints, d.EtcdTLS("server-ca.crt"), d.EtcdTLS("client.crt"), d.EtcdTLS("client.key")}
}

// Client connects lazily.
func (a Access) Client(ctx context.Context) (*clientv3.Client, error) {
	config, err := a.tls()
	if err != nil {
		return nil, err
	}
	return clientv3.New(clientv3.Config{
		Context:              ctx,
		Endpoints:            a.Endpoints,
		DialTimeout:          dialTimeout,
		DialKeepAliveTime:    10 * time.Second,
		DialKeepAliveTimeout: 3 * time.Second,
		DialOptions:          []grpc.DialOption{grpc.WithConnectParams(reconnect)},
		TLS:                  config,
		Logger:               zap.NewNop(),
	})
}

// tls is nil without any file.
func (a Access) tls() (*tls.Config, error) {
	if a.CAFile == "" && a.CertFile == "" {
		return nil, nil
	}
	config := &tls.Config{}
	if a.CAFile != "" {
		authority, err := os.ReadFile(a.CAFile)
		if err != nil {
			return nil, err
		}
		config.RootCAs = x509.NewCertPool()
		config.RootCAs.AppendCertsFromPEM(authority)
	}
	if a.CertFile != "" {
		certificate, err := tls.LoadX509KeyPair(a.CertFile, a.KeyFile)
		if err != nil {
			return nil, err
		}
		config.Certificates = []tls.Certificate{certificate}
	}
	return config, nil
}
