package etcd

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	pb "go.etcd.io/etcd/api/v3/etcdserverpb"
	"go.etcd.io/etcd/api/v3/v3rpc/rpctypes"
	clientv3 "go.etcd.io/etcd/client/v3"

	"holdfast.dev/node/internal/log"
)

const (
	joinTimeout = 20 * time.Second // one attempt
	joinRetry   = time.Second
)

// ErrListUnavailable marks a member list that could not be had for now.
var ErrListUnavailable = errors.New("member list unavailable")

// ErrDuplicateName refuses a server whose node name is taken.
var ErrDuplicateName = errors.New("duplicate node name found, please use a unique name for this node")

// Join adds this server as a learner and returns the initial-cluster value to start with.
// It waits while the cluster cannot take a learner: only one may be pending at a time.
func (m *Member) Join(ctx context.Context, list func(context.Context) ([]*pb.Member, error)) (string, error) {
	reported := ""
	for {
		cluster, err := m.tryJoin(ctx, list)
		if err == nil {
			return cluster, nil
		}
		if !isTransient(err) {
			return "", fmt.Errorf("etcd cluster join failed: %w", err)
		}
		if err.Error() != reported {
			reported = err.Error()
			log.Infof("Waiting to join the etcd cluster: %v", err)
		}
		select {
		case <-ctx.Done():
			return "", context.Cause(ctx)
		case <-time.After(joinRetry):
		}
	}
}

func (m *Member) tryJoin(ctx context.Context, list func(context.Context) ([]*pb.Member, error)) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, joinTimeout)
	defer cancel()
	known, err := list(ctx)
	if err != nil {
		return "", err
	}
	client, err := Embedded(m.DataDir, voterURLs(known)...).Client(ctx)
	if err != nil {
		return "", err
	}
	defer client.Close()
	current, err := client.MemberList(ctx)
	if err != nil {
		return "", err
	}
	cluster, joined, err := m.placeAmong(current.Members)
	if err != nil || joined {
		return cluster, err
	}
	if slices.ContainsFunc(current.Members, (*pb.Member).GetIsLearner) {
		return "", rpctypes.ErrTooManyLearners // asking would cost the cluster a useless proposal
	}
	log.Infof("Adding member %s to etcd cluster %s", m.Founding(), cluster)
	if _, err := client.MemberAddAsLearner(ctx, []string{m.PeerURL()}); err != nil {
		return "", err
	}
	return cluster + "," + m.Founding(), nil
}

// placeAmong lists the members as an initial-cluster value, and reports whether an earlier attempt already added this one.
func (m *Member) placeAmong(members []*pb.Member) (cluster string, joined bool, err error) {
	nodeName := m.Name[:strings.LastIndex(m.Name, "-")]
	sameNode := regexp.MustCompile("^" + regexp.QuoteMeta(nodeName) + "-[0-9a-f]{8}$")
	var parts []string
	for _, member := range members {
		name := member.Name
		mine := slices.Contains(member.PeerURLs, m.PeerURL())
		if name == "" && mine {
			name = m.Name // added, but never started
		}
		if name != m.Name && sameNode.MatchString(name) {
			return "", false, ErrDuplicateName
		}
		joined = joined || name == m.Name && mine
		for _, url := range member.PeerURLs {
			parts = append(parts, name+"="+url)
		}
	}
	return strings.Join(parts, ","), joined, nil
}

func voterURLs(members []*pb.Member) []string {
	var urls []string
	for _, member := range members {
		if !member.IsLearner {
			urls = append(urls, member.ClientURLs...)
		}
	}
	return urls
}

func isTransient(err error) bool {
	for _, transient := range []error{
		ErrListUnavailable, context.DeadlineExceeded, clientv3.ErrNoAvailableEndpoints,
		rpctypes.ErrTooManyLearners, rpctypes.ErrUnhealthy, rpctypes.ErrMemberNotEnoughStarted, rpctypes.ErrMemberNotLearner,
		rpctypes.ErrNoLeader, rpctypes.ErrTimeout, rpctypes.ErrTimeoutDueToLeaderFail,
		rpctypes.ErrTimeoutDueToConnectionLost, rpctypes.ErrLeaderChanged, rpctypes.ErrStopped,
	} {
		if errors.Is(err, transient) {
			return true
		}
	}
	return strings.Contains(err.Error(), "Unavailable")
}
