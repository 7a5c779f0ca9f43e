package nodepassword

import (
	"context"
	"errors"
	"slices"
	"time"

	"holdfast.dev/node/k3s/internal/kube"
	"holdfast.dev/node/k3s/internal/log"
)

// finalizer holds a deleted Node back until its name is free again. Its name is that of k3s's node controller.
const finalizer = "wrangler.cattle.io/node"

const releasePoll = time.Second

// Release lets a node's name go with its Node. It belongs to the holder of the lease k3s.
func Release(ctx context.Context, client *kube.Client) {
	for {
		if err := releaseAll(ctx, client); err != nil && ctx.Err() == nil {
			log.Debugf("node passwords: %v", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(releasePoll):
		}
	}
}

func releaseAll(ctx context.Context, client *kube.Client) error {
	nodes, err := client.CachedNodes(ctx)
	for _, node := range nodes {
		err = errors.Join(err, releaseOne(ctx, client, node))
	}
	return err
}

func releaseOne(ctx context.Context, client *kube.Client, node kube.Node) error {
	name := node.Metadata.Name
	held := slices.Contains(node.Metadata.Finalizers, finalizer)
	if node.Metadata.DeletionTimestamp.IsZero() {
		if held {
			return nil
		}
		return client.AddNodeFinalizer(ctx, name, finalizer)
	}
	if !held {
		return nil
	}
	if err := forget(ctx, client, name); err != nil {
		return err
	}
	return client.RemoveNodeFinalizer(ctx, name, finalizer)
}
