package etcd

import (
	"context"
	"strings"
	"time"

	"holdfast.dev/node/internal/kube"
	"holdfast.dev/node/internal/log"
)

// Annotations that tie a Node to its etcd member.
const (
	nameAnnotation    = "etcd.k3s.cattle.io/node-name"
	addressAnnotation = "etcd.k3s.cattle.io/node-address"
)

// etcdLabel marks the Nodes of servers that run a member.
const etcdLabel = "node-role.kubernetes.io/etcd"

const (
	voterCondition = "EtcdIsVoter"
	heartbeat      = 5 * time.Minute // an unchanged condition is written again only after so long
)

// Marker writes the members' state on their Nodes.
type Marker struct{ Kube *kube.Client }

func (m Marker) Mark(ctx context.Context, states []MemberState) {
	nodes, err := m.Kube.CachedNodes(ctx)
	if err != nil {
		log.Debugf("mark nodes: %v", err)
		return
	}
	for _, node := range nodes {
		if node.Metadata.Labels[etcdLabel] != "true" {
			continue
		}
		if err := m.markNode(ctx, node, states); err != nil {
			log.Debugf("mark node %s: %v", node.Metadata.Name, err)
		}
	}
}

func (m Marker) markNode(ctx context.Context, node kube.Node, states []MemberState) error {
	state := find(states, node)
	if state != nil && node.Metadata.Annotations[nameAnnotation] != state.Name {
		annotations := map[string]string{nameAnnotation: state.Name, addressAnnotation: node.InternalIP()}
		if err := m.Kube.PatchNode(ctx, node.Metadata.Name, nil, annotations); err != nil {
			return err
		}
	}
	now := time.Now().UTC().Truncate(time.Second)
	next, changed := condition(state, node.Condition(voterCondition), now)
	if !changed {
		return nil
	}
	return m.Kube.SetNodeCondition(ctx, node.Metadata.Name, next)
}

// find matches by address: a learner that has not started yet has no name.
func find(states []MemberState, node kube.Node) *MemberState {
	for i := range states {
		for _, url := range states[i].PeerURLs {
			if strings.HasPrefix(url, "https://"+node.InternalIP()+":") {
				return &states[i]
			}
		}
	}
	return nil
}

// condition is what EtcdIsVoter should be, and whether that is worth a write.
func condition(state *MemberState, last kube.Condition, now time.Time) (kube.Condition, bool) {
	next := kube.Condition{Type: voterCondition, Status: "False", LastHeartbeatTime: now, LastTransitionTime: now}
	switch {
	case state == nil:
		next.Reason, next.Message = "NotAMember", "Node is not a member of the etcd cluster"
	case !state.Healthy:
		next.Reason, next.Message = "Unhealthy", "Node is not responding to etcd status requests"
	case state.IsLearner:
		next.Reason, next.Message = "MemberIsLearner", "Node has not been promoted to voting member of the etcd cluster"
	default:
		next.Status, next.Reason, next.Message = "True", "MemberNotLearner", "Node is a voting member of the etcd cluster"
	}
	if next.Status == last.Status {
		next.LastTransitionTime = last.LastTransitionTime
	}
	changed := next.Status != last.Status || next.Reason != last.Reason
	return next, changed || now.Sub(last.LastHeartbeatTime) >= heartbeat
}
