package etcd

import (
	"errors"
	"fmt"
	"testing"

	pb "go.etcd.io/etcd/api/v3/etcdserverpb"
	"go.etcd.io/etcd/api/v3/v3rpc/rpctypes"
)

func member(name, address string) *pb.Member {
	return &pb.Member{Name: name, PeerURLs: []string{"https://" + address + ":2380"}, ClientURLs: []string{"https://" + address + ":2379"}}
}

func TestPlaceAmong(t *testing.T) {
	me := &Member{Name: "s1-0a1b2c3d", NodeIP: "192.0.2.2"}
	first := member("s0-11111111", "192.0.2.1")
	for name, test := range map[string]struct {
		members []*pb.Member
		cluster string
		joined  bool
		err     error
	}{
		"new":            {[]*pb.Member{first}, "s0-11111111=https://192.0.2.1:2380", false, nil},
		"added before":   {[]*pb.Member{first, member("", "192.0.2.2")}, "s0-11111111=https://192.0.2.1:2380,s1-0a1b2c3d=https://192.0.2.2:2380", true, nil},
		"taken name":     {[]*pb.Member{member("s1-ffffffff", "192.0.2.9")}, "", false, ErrDuplicateName},
		"longer name":    {[]*pb.Member{member("s1-x-ffffffff", "192.0.2.9")}, "s1-x-ffffffff=https://192.0.2.9:2380", false, nil},
		"foreign joiner": {[]*pb.Member{first, member("", "192.0.2.8")}, "s0-11111111=https://192.0.2.1:2380,=https://192.0.2.8:2380", false, nil},
	} {
		cluster, joined, err := me.placeAmong(test.members)
		if cluster != test.cluster || joined != test.joined || !errors.Is(err, test.err) {
			t.Errorf("%s: %q, %v, %v", name, cluster, joined, err)
		}
	}
}

func TestOnlyVotersAreAsked(t *testing.T) {
	learner := member("s1-22222222", "192.0.2.2")
	learner.IsLearner = true
	got := voterURLs([]*pb.Member{learner, member("s0-11111111", "192.0.2.1")})
	if len(got) != 1 || got[0] != "https://192.0.2.1:2379" {
		t.Errorf("%q", got)
	}
}

func TestTransientErrors(t *testing.T) {
	for err, want := range map[error]bool{
		rpctypes.ErrTooManyLearners:                   true,
		rpctypes.ErrUnhealthy:                         true,
		fmt.Errorf("%w: refused", ErrListUnavailable): true,
		ErrDuplicateName:                              false,
		rpctypes.ErrPermissionDenied:                  false,
	} {
		if isTransient(err) != want {
			t.Errorf("isTransient(%v) = %v", err, !want)
		}
	}
}

func TestMembershipNeedsNameAndAddress(t *testing.T) {
	me := &Member{Name: "s1-0a1b2c3d", NodeIP: "192.0.2.2"}
	if err := me.checkMembership([]*pb.Member{member(me.Name, "192.0.2.2")}); err != nil {
		t.Error(err)
	}
	err := me.checkMembership([]*pb.Member{member(me.Name, "192.0.2.99")})
	want := "this server is a not a member of the etcd cluster. Found [s1-0a1b2c3d=https://192.0.2.99:2380], expect: s1-0a1b2c3d=https://192.0.2.2:2380"
	if err == nil || err.Error() != want {
		t.Errorf("%v", err)
	}
}

func TestTypedArguments(t *testing.T) {
	for text, want := range map[string]any{"100": int64(100), "true": true, "5s": int64(5e9), "revision": "revision"} {
		if got := typed(text); got != want {
			t.Errorf("typed(%q) = %v", text, got)
		}
	}
}
