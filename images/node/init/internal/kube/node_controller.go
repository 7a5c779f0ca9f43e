package kube

import (
	"context"
	"errors"
	"slices"
	"time"

	"holdfast.dev/node/internal/log"
)

const nodePoll = time.Second

// NodeController looks at the Nodes again and again, and holds a deleted one back until it has been dealt with.
type NodeController struct {
	Client *Client
	// Finalizer is the mark by which a Node is held back.
	Finalizer string
	// Concerns tells the Nodes that it looks at; nil for all.
	Concerns func(Node) bool
	// Changed is called with every Node that stays; nil for nothing.
	Changed func(context.Context, Node) error
	// Removed is called with a deleted Node until it succeeds.
	Removed func(context.Context, Node) error
}

// Run ends with its context. It belongs to the holder of a lease: two must not act on one Node.
func (c NodeController) Run(ctx context.Context) {
	for {
		if err := c.Look(ctx); err != nil && ctx.Err() == nil {
			log.Debugf("%s: %v", c.Finalizer, err)
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(nodePoll):
		}
	}
}

// Look is one round of Run.
func (c NodeController) Look(ctx context.Context) error {
	nodes, err := c.Client.CachedNodes(ctx)
	for _, node := range nodes {
		if c.Concerns == nil || c.Concerns(node) {
			err = errors.Join(err, c.lookAt(ctx, node))
		}
	}
	return err
}

func (c NodeController) lookAt(ctx context.Context, node Node) error {
	name, held := node.Metadata.Name, slices.Contains(node.Metadata.Finalizers, c.Finalizer)
	switch deleted := !node.Metadata.DeletionTimestamp.IsZero(); {
	case deleted && held:
		if err := c.Removed(ctx, node); err != nil {
			return err
		}
		return c.Client.RemoveNodeFinalizer(ctx, name, c.Finalizer)
	case deleted:
		return nil
	case !held:
		if err := c.Client.AddNodeFinalizer(ctx, name, c.Finalizer); err != nil {
			return err
		}
	}
	if c.Changed == nil {
		return nil
	}
	return c.Changed(ctx, node)
}
