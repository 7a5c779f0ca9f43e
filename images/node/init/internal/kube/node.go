package kube

import (
	"context"
	"time"
)

// Node is the part of a Node object that the supervisor reads.
type Node struct {
	Metadata struct {
		Name              string            `json:"name"`
		Annotations       map[string]string `json:"annotations"`
		Labels            map[string]string `json:"labels"`
		Finalizers        []string          `json:"finalizers"`
		DeletionTimestamp time.Time         `json:"deletionTimestamp"`
	} `json:"metadata"`
	Spec struct {
		PodCIDR string `json:"podCIDR"`
	} `json:"spec"`
	Status struct {
		Addresses []struct {
			Type    string `json:"type"`
			Address string `json:"address"`
		} `json:"addresses"`
		Conditions []Condition `json:"conditions"`
	} `json:"status"`
}

// Condition is one entry of a Node's status.
type Condition struct {
	Type               string    `json:"type"`
	Status             string    `json:"status"`
	Reason             string    `json:"reason"`
	Message            string    `json:"message"`
	LastHeartbeatTime  time.Time `json:"lastHeartbeatTime"`
	LastTransitionTime time.Time `json:"lastTransitionTime"`
}

// InternalIP is the address other nodes reach it at, or "".
func (n Node) InternalIP() string {
	for _, address := range n.Status.Addresses {
		if address.Type == "InternalIP" {
			return address.Address
		}
	}
	return ""
}

// Condition finds a condition by type, or returns the zero one.
func (n Node) Condition(kind string) Condition {
	for _, condition := range n.Status.Conditions {
		if condition.Type == kind {
			return condition
		}
	}
	return Condition{Type: kind}
}

// CachedNodes lists all Nodes from the apiserver's cache: it costs etcd nothing and works without a quorum.
func (c *Client) CachedNodes(ctx context.Context) ([]Node, error) {
	var list struct {
		Items []Node `json:"items"`
	}
	err := c.Get(ctx, "/api/v1/nodes?resourceVersion=0", &list)
	return list.Items, err
}

// PatchNode changes labels and annotations.
func (c *Client) PatchNode(ctx context.Context, name string, labels, annotations map[string]string) error {
	metadata := map[string]any{}
	if labels != nil {
		metadata["labels"] = labels
	}
	if annotations != nil {
		metadata["annotations"] = annotations
	}
	return c.Patch(ctx, "/api/v1/nodes/"+name, map[string]any{"metadata": metadata})
}

// AnnotateNode sets annotations, and drops those whose value is nil.
func (c *Client) AnnotateNode(ctx context.Context, name string, annotations map[string]any) error {
	return c.Patch(ctx, "/api/v1/nodes/"+name, map[string]any{"metadata": map[string]any{"annotations": annotations}})
}

// AddNodeFinalizer makes the deletion of a Node wait.
func (c *Client) AddNodeFinalizer(ctx context.Context, name, finalizer string) error {
	return c.patchFinalizers(ctx, name, "finalizers", finalizer)
}

// RemoveNodeFinalizer lets the deletion of a Node go on.
func (c *Client) RemoveNodeFinalizer(ctx context.Context, name, finalizer string) error {
	return c.patchFinalizers(ctx, name, "$deleteFromPrimitiveList/finalizers", finalizer)
}

func (c *Client) patchFinalizers(ctx context.Context, name, directive, finalizer string) error {
	return c.Patch(ctx, "/api/v1/nodes/"+name, map[string]any{"metadata": map[string]any{directive: []string{finalizer}}})
}

// SetNodeCondition writes one condition.
func (c *Client) SetNodeCondition(ctx context.Context, name string, condition Condition) error {
	return c.Patch(ctx, "/api/v1/nodes/"+name+"/status", map[string]any{
		"status": map[string]any{"conditions": []Condition{condition}},
	})
}
