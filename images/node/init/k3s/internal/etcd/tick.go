package etcd

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	pb "go.etcd.io/etcd/api/v3/etcdserverpb"
	"go.etcd.io/etcd/api/v3/v3rpc/rpctypes"
	clientv3 "go.etcd.io/etcd/client/v3"

	"holdfast.dev/node/internal/log"
)

const (
	progressKey   = "k3s/etcd/learnerProgress"
	learnerMaxAge = 5 * time.Minute // a learner that makes no progress for so long is removed
)

// Leader is what the etcd leader's server does at every tick.
type Leader struct {
	Client *clientv3.Client
	// Mark is called with the state of all members, to note it on their Nodes.
	Mark func(context.Context, []MemberState)
}

// MemberState is a member as the leader saw it at a tick.
type MemberState struct {
	*pb.Member
	Healthy bool
}

// progress is what k3s records about the one learner there may be.
type progress struct {
	ID               uint64    `json:"id,omitempty"`
	Name             string    `json:"name,omitempty"`
	RaftAppliedIndex uint64    `json:"raftAppliedIndex,omitempty"`
	LastProgress     time.Time `json:"lastProgress,omitzero"`
}

// Run ticks until ctx ends. Every server runs it; only the one beside the etcd leader acts.
func (l *Leader) Run(ctx context.Context, tick time.Duration) error {
	ticker := time.NewTicker(tick)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-ticker.C:
			if err := l.act(ctx); err != nil {
				log.Debugf("etcd tick: %v", err)
			}
		}
	}
}

func (l *Leader) act(ctx context.Context) error {
	local, err := Status(ctx, l.Client, localEndpoint)
	if err != nil || local.Leader != local.Header.MemberId {
		return err
	}
	list, err := Members(ctx, l.Client)
	if err != nil {
		return err
	}
	states := make([]MemberState, 0, len(list.Members))
	for _, member := range list.Members {
		applied, healthy := l.probe(ctx, member)
		if member.IsLearner {
			if err := l.promote(ctx, member, applied); err != nil {
				log.Warnf("Unable to promote learner %s: %v", member.Name, err)
			}
		}
		states = append(states, MemberState{member, healthy})
	}
	l.Mark(ctx, states)
	return nil
}

func (l *Leader) probe(ctx context.Context, member *pb.Member) (appliedIndex uint64, healthy bool) {
	for _, url := range member.ClientURLs {
		if status, err := Status(ctx, l.Client, url); err == nil {
			return status.RaftAppliedIndex, len(status.Errors) == 0
		}
	}
	return 0, false
}

func (l *Leader) promote(ctx context.Context, member *pb.Member, applied uint64) error {
	_, err := l.Client.MemberPromote(ctx, member.ID)
	if err == nil {
		log.Infof("Learner %s has been promoted to voting member", member.Name)
		return nil
	}
	if !errors.Is(err, rpctypes.ErrMemberLearnerNotReady) {
		return err
	}
	return l.recordProgress(ctx, member, applied)
}

// recordProgress keeps the learner's last index in etcd, so that a new leader goes on counting where the old one stopped.
func (l *Leader) recordProgress(ctx context.Context, member *pb.Member, applied uint64) error {
	var last progress
	response, err := l.Client.Get(ctx, progressKey)
	if err != nil {
		return err
	}
	if len(response.Kvs) > 0 {
		if err := json.Unmarshal(response.Kvs[0].Value, &last); err != nil {
			return fmt.Errorf("%s: %w", progressKey, err)
		}
	}
	if last.ID == member.ID && applied <= last.RaftAppliedIndex {
		if time.Since(last.LastProgress) < learnerMaxAge {
			return nil
		}
		log.Warnf("Removing learner %s: no progress for %s", member.Name, learnerMaxAge)
		_, err := l.Client.MemberRemove(ctx, member.ID)
		return err
	}
	text, err := json.Marshal(progress{ID: member.ID, Name: member.Name, RaftAppliedIndex: applied, LastProgress: time.Now()})
	if err != nil {
		return err
	}
	_, err = l.Client.Put(ctx, progressKey, string(text))
	return err
}
