package kube

import (
	"testing"
	"time"
)

var (
	begin = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	lease = &Lease{Name: "k3s", Holder: "a", Timing: LeaseTiming{Duration: 45 * time.Second}}
)

func TestFreeLeaseIsTaken(t *testing.T) {
	spec, free := lease.next(leaseSpec{LeaseTransitions: 2}, observation{}, begin)
	want := leaseSpec{"a", 45, "2026-01-01T00:00:00.000000Z", "2026-01-01T00:00:00.000000Z", 3}
	if !free || spec != want {
		t.Errorf("%v %+v", free, spec)
	}
}

func TestRenewalKeepsAcquireTime(t *testing.T) {
	held := leaseSpec{"a", 45, "then", "then", 1}
	spec, free := lease.next(held, observation{"then", begin}, begin.Add(time.Hour))
	if !free || spec.AcquireTime != "then" || spec.RenewTime == "then" || spec.LeaseTransitions != 1 {
		t.Errorf("%v %+v", free, spec)
	}
}

func TestForeignLeaseRunsOutByOwnClock(t *testing.T) {
	held := leaseSpec{"b", 45, "then", "then", 1}
	var seen observation
	seen.note("then", begin)
	seen.note("then", begin.Add(40*time.Second)) // the same renewal seen again does not count
	if _, free := lease.next(held, seen, begin.Add(44*time.Second)); free {
		t.Error("taken before it ran out")
	}
	if spec, free := lease.next(held, seen, begin.Add(45*time.Second)); !free || spec.HolderIdentity != "a" {
		t.Error("not taken after it ran out")
	}
	seen.note("later", begin.Add(44*time.Second))
	if _, free := lease.next(held, seen, begin.Add(60*time.Second)); free {
		t.Error("taken although it was renewed")
	}
}
