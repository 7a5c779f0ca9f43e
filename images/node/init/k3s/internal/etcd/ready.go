package etcd

import (
	"context"
	"fmt"
	"slices"
	"time"

	pb "go.etcd.io/etcd/api/v3/etcdserverpb"
	clientv3 "go.etcd.io/etcd/client/v3"

	"holdfast.dev/node/internal/log"
)

// WaitReady returns when the local member may serve an apiserver, testing at every tick. It waits for a quorum without limit.
func (m *Member) WaitReady(ctx context.Context, client *clientv3.Client, tick time.Duration) error {
	reported := ""
	for {
		err := m.test(ctx, client)
		if err == nil {
			log.Infof("Connection to etcd is ready")
			return nil
		}
		if err.Error() != reported {
			reported = err.Error()
			log.Infof("Failed to test etcd connection: %v", err)
		}
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-time.After(tick):
		}
	}
}

// testTimeout bounds one test; defragmenting takes most of it.
const testTimeout = 30 * time.Second

func (m *Member) test(ctx context.Context, client *clientv3.Client) error {
	ctx, cancel := context.WithTimeout(ctx, testTimeout)
	defer cancel()
	status, err := Status(ctx, client, localEndpoint)
	if err != nil {
		return err
	}
	if status.IsLearner {
		return fmt.Errorf("this server has not yet been promoted from learner to voting member")
	}
	list, err := Members(ctx, client)
	if err != nil {
		return err
	}
	if err := m.checkMembership(list.Members); err != nil {
		return err
	}
	if _, err := client.Defragment(ctx, localEndpoint); err != nil {
		return fmt.Errorf("defragment: %w", err)
	}
	if _, err := client.AlarmDisarm(ctx, &clientv3.AlarmMember{}); err != nil {
		return fmt.Errorf("clear alarms: %w", err)
	}
	return nil
}

// checkMembership fails forever on a server whose address changed: its peers know the old one.
func (m *Member) checkMembership(members []*pb.Member) error {
	var found []string
	for _, member := range members {
		if member.Name == m.Name && slices.Contains(member.PeerURLs, m.PeerURL()) {
			return nil
		}
		for _, url := range member.PeerURLs {
			found = append(found, member.Name+"="+url)
		}
	}
	return fmt.Errorf("this server is a not a member of the etcd cluster. Found %v, expect: %s=%s", found, m.Name, m.PeerURL())
}
