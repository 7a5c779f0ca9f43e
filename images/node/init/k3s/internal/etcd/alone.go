package etcd

import (
	"context"
	"fmt"
	"slices"
	"time"

	clientv3 "go.etcd.io/etcd/client/v3"

	"holdfast.dev/node/internal/atomicfile"
	"holdfast.dev/node/internal/log"
	"holdfast.dev/node/k3s/internal/cli"
)

// RenameMember gives this server's member a new name: the old one belongs to the cluster before.
func RenameMember(o *cli.Options) (*Member, error) {
	member := &Member{NodeIP: o.NodeIP, DataDir: o.DataDir, Name: newName(o.NodeName)}
	return member, atomicfile.Write(o.DataDir.Etcd("name"), []byte(member.Name), 0o600)
}

// WriteResetConfig is WriteConfig for an etcd that forgets all other members. Until that is done nobody else may reach it.
func (m *Member) WriteResetConfig(o *cli.Options) (string, error) {
	return m.writeConfig(o, m.Founding(), "new", map[string]any{
		"force-new-cluster":  true,
		"listen-client-urls": "https://127.0.0.1:2379",
		"listen-peer-urls":   "https://127.0.0.1:2380",
	})
}

// WaitAlone returns when the local member is the cluster's only one, under its name and at its address.
func (m *Member) WaitAlone(ctx context.Context, client *clientv3.Client, tick time.Duration) error {
	for {
		err := m.testAlone(ctx, client)
		if err == nil {
			return nil
		}
		log.Infof("Failed to test etcd connection: %v", err)
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-time.After(tick):
		}
	}
}

func (m *Member) testAlone(ctx context.Context, client *clientv3.Client) error {
	list, err := Members(ctx, client)
	if err != nil {
		return err
	}
	if len(list.Members) != 1 {
		return fmt.Errorf("etcd still has %d members", len(list.Members))
	}
	// A server may be reset because its address changed.
	if only := list.Members[0]; !slices.Contains(only.PeerURLs, m.PeerURL()) {
		if _, err := client.MemberUpdate(ctx, only.ID, []string{m.PeerURL()}); err != nil {
			return fmt.Errorf("failed to update peer url: %w", err)
		}
	}
	return m.test(ctx, client)
}
