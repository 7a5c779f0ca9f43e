package kube

import (
	"context"
	"fmt"
	"time"

	"holdfast.dev/node/internal/log"
)

// NodeEvent records an event of a Node as kubelets do: in the default namespace, with the name as the UID.
func (c *Client) NodeEvent(ctx context.Context, node, kind, reason, message string) {
	now := time.Now().UTC()
	err := c.Create(ctx, "/api/v1/namespaces/default/events", map[string]any{
		"apiVersion":     "v1",
		"kind":           "Event",
		"metadata":       map[string]any{"name": fmt.Sprintf("%s.%x", node, now.UnixNano()), "namespace": "default"},
		"involvedObject": map[string]any{"kind": "Node", "name": node, "uid": node},
		"source":         map[string]any{"component": "k3s-supervisor"},
		"type":           kind,
		"reason":         reason,
		"message":        message,
		"firstTimestamp": now.Format(time.RFC3339),
		"lastTimestamp":  now.Format(time.RFC3339),
		"count":          1,
	}, nil)
	if err != nil {
		log.Debugf("event %s of node %s: %v", reason, node, err)
	}
}
