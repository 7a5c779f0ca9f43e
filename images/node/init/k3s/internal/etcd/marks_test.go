package etcd

import (
	"testing"
	"time"

	pb "go.etcd.io/etcd/api/v3/etcdserverpb"

	"holdfast.dev/node/internal/kube"
)

func TestCondition(t *testing.T) {
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, test := range []struct {
		state          *MemberState
		status, reason string
	}{
		{nil, "False", "NotAMember"},
		{&MemberState{&pb.Member{IsLearner: true}, true}, "False", "MemberIsLearner"},
		{&MemberState{&pb.Member{}, false}, "False", "Unhealthy"},
		{&MemberState{&pb.Member{}, true}, "True", "MemberNotLearner"},
	} {
		got, changed := condition(test.state, kube.Condition{}, now)
		if got.Status != test.status || got.Reason != test.reason || !changed {
			t.Errorf("%+v", got)
		}
	}
}

func TestUnchangedConditionIsWrittenRarely(t *testing.T) {
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	state := &MemberState{&pb.Member{}, true}
	last, _ := condition(state, kube.Condition{}, now)
	if _, changed := condition(state, last, now.Add(4*time.Minute)); changed {
		t.Error("written after 4 minutes")
	}
	next, changed := condition(state, last, now.Add(5*time.Minute))
	if !changed || !next.LastTransitionTime.Equal(now) {
		t.Errorf("%v %+v", changed, next)
	}
}
