package nodepassword

import (
	"context"

	"holdfast.dev/node/internal/kube"
)

// finalizer is named as by k3s's node controller.
const finalizer = "wrangler.cattle.io/node"

// Release lets a node's name go with its Node. It belongs to the holder of the lease k3s.
func Release(client *kube.Client) kube.NodeController {
	return kube.NodeController{
		Client:    client,
		Finalizer: finalizer,
		Removed: func(ctx context.Context, node kube.Node) error {
			return Forget(ctx, client, node.Metadata.Name)
		},
	}
}
