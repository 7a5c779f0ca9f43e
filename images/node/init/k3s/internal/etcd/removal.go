package etcd

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	pb "go.etcd.io/etcd/api/v3/etcdserverpb"
	"go.etcd.io/etcd/api/v3/v3rpc/rpctypes"
	clientv3 "go.etcd.io/etcd/client/v3"

	"holdfast.dev/node/internal/kube"
	"holdfast.dev/node/internal/log"
)

// Annotations by which a member's removal is asked for, and by which it is noted.
const (
	removeAnnotation  = "etcd.k3s.cattle.io/remove"
	removedAnnotation = "etcd.k3s.cattle.io/removed-node-name"
)

// removalFinalizer is named as by k3s's member controller.
const removalFinalizer = "wrangler.cattle.io/managed-etcd-controller"

const removalTimeout = time.Minute

// Removal removes the members of Nodes that are deleted, or annotated for it. It belongs to the holder of the lease k3s-etcd.
func Removal(nodes *kube.Client, members *clientv3.Client) kube.NodeController {
	return removal{nodes, func(ctx context.Context, name, address string) error {
		return removeMember(ctx, members, name, address)
	}}.controller()
}

type removal struct {
	nodes  *kube.Client
	remove func(ctx context.Context, name, address string) error
}

func (r removal) controller() kube.NodeController {
	return kube.NodeController{
		Client:    r.nodes,
		Finalizer: removalFinalizer,
		Concerns:  func(node kube.Node) bool { return node.Metadata.Labels[etcdLabel] == "true" },
		Changed:   r.changed,
		Removed:   r.deleted,
	}
}

// changed answers the annotation: it removes the member once, and takes the wish back when the Node has a new member.
func (r removal) changed(ctx context.Context, node kube.Node) error {
	name, annotations := node.Metadata.Name, node.Metadata.Annotations
	wish, wished := annotations[removeAnnotation]
	removed, done := annotations[removedAnnotation]
	current, isMember := annotations[nameAnnotation]
	switch {
	case wished && done && isMember && current != removed:
		log.Infof("Resetting removed node flag as removed node name (did not match current node name")
		return r.nodes.AnnotateNode(ctx, name, map[string]any{removeAnnotation: "false", removedAnnotation: nil})
	case done || strings.ToLower(wish) != "true":
		return nil
	}
	if err := r.removeMemberOf(ctx, node); err != nil {
		return err
	}
	return r.nodes.AnnotateNode(ctx, name, map[string]any{removedAnnotation: current, nameAnnotation: nil, addressAnnotation: nil})
}

// deleted removes the member of a deleted Node, unless an annotation did so before.
func (r removal) deleted(ctx context.Context, node kube.Node) error {
	annotations := node.Metadata.Annotations
	if removed := annotations[removedAnnotation]; removed != "" && strings.ToLower(annotations[removeAnnotation]) == "true" {
		log.Infof("etcd member %s was already removed as member name %s via annotation from the cluster", node.Metadata.Name, removed)
		return nil
	}
	log.Infof("Removing etcd member %s from cluster", node.Metadata.Name)
	return r.removeMemberOf(ctx, node)
}

func (r removal) removeMemberOf(ctx context.Context, node kube.Node) error {
	for _, annotation := range []string{nameAnnotation, addressAnnotation} {
		if node.Metadata.Annotations[annotation] == "" {
			return fmt.Errorf("annotation %s of node %s not found", annotation, node.Metadata.Name)
		}
	}
	return r.remove(ctx, node.Metadata.Annotations[nameAnnotation], node.Metadata.Annotations[addressAnnotation])
}

// removeMember removes the member of this name and address; one that is not there needs no removal.
func removeMember(ctx context.Context, client *clientv3.Client, name, address string) error {
	ctx, cancel := context.WithTimeout(ctx, removalTimeout)
	defer cancel()
	list, err := client.MemberList(ctx)
	if err != nil {
		return err
	}
	member := memberAt(list.Members, name, address)
	if member == nil {
		return nil
	}
	log.Infof("Removing name=%s id=%d address=%s from etcd", member.Name, member.ID, address)
	if _, err := client.MemberRemove(ctx, member.ID); err != nil && !errors.Is(err, rpctypes.ErrMemberNotFound) {
		log.Warnf("Unable to remove etcd member %s: %v", member.Name, err)
		return err
	}
	return nil
}

// memberAt is the one member whose name and address both match, or nil.
func memberAt(members []*pb.Member, name, address string) *pb.Member {
	for _, member := range members {
		hasAddress := slices.ContainsFunc(member.PeerURLs, func(text string) bool {
			peer, err := url.Parse(text)
			return err == nil && peer.Hostname() == address
		})
		if member.Name == name && hasAddress {
			return member
		}
	}
	return nil
}
