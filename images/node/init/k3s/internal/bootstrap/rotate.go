package bootstrap

import (
	"context"
	"fmt"

	clientv3 "go.etcd.io/etcd/client/v3"
)

// Rotate stores data under another password, and removes what the old one opens.
func Rotate(ctx context.Context, client *clientv3.Client, old, next string, data []byte) error {
	stored, err := find(ctx, client, old)
	if err != nil {
		return err
	}
	sealed, err := Seal(next, data)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, saveTimeout)
	defer cancel()
	created, err := create(ctx, client, next, sealed)
	if err != nil {
		return err
	}
	if !created.Succeeded {
		return fmt.Errorf("bootstrap key %s already exists", key(next))
	}
	return atRevision(ctx, client, old, stored.ModRevision, clientv3.OpDelete(key(old)))
}
