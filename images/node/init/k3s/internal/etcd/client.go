package etcd

import (
	"context"
	"time"

	clientv3 "go.etcd.io/etcd/client/v3"
)

const (
	localEndpoint = "https://127.0.0.1:2379"
	statusTimeout = 2 * time.Second // one member's status, a member list
)

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
