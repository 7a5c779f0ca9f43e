package loadbalancer

import (
	"slices"
	"testing"
	"time"
)

var start = time.Unix(0, 0)

// three is a pool of a, b and c that joined by lb, with a carrying two connections.
func three(t *testing.T) *Pool {
	t.Helper()
	p := NewPool("lb", start)
	p.Learn([]string{"a", "b", "c"}, start)
	for _, address := range []string{"a", "b", "c"} {
		p.Succeeded(address, HealthCheck, start)
		p.Succeeded(address, HealthCheck, start)
	}
	p.Opened("a")
	p.Succeeded("a", Dial, start)
	p.Opened("a")
	expect(t, p, "a", Active)
	expect(t, p, "b", Preferred)
	return p
}

func expect(t *testing.T, p *Pool, address string, want State) {
	t.Helper()
	if got, known := p.State(address); !known || got != want {
		t.Errorf("%s is %s, want %s", address, got, want)
	}
}

func expectAll(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: %q, want %q", what, got, want)
	}
}

func TestTheJoinedAddressIsAllThereIsAtFirst(t *testing.T) {
	p := NewPool("lb", start)
	expectAll(t, "order", p.Order(), "lb")
	expectAll(t, "known", p.Addresses())
	p.Succeeded("lb", Dial, start)
	p.Failed("lb", Dial, start)
	expect(t, p, "lb", Standby)
}

func TestTheJoinedAddressIsTheLastResortOnceServersAreKnown(t *testing.T) {
	p := three(t)
	expectAll(t, "order", p.Order(), "a", "b", "c", "lb")
	for _, address := range []string{"b", "c"} {
		p.Failed(address, HealthCheck, start)
	}
	expectAll(t, "order with failed ones", p.Order(), "a", "lb", "b", "c")
}

func TestAFailedCheckMovesAllConnections(t *testing.T) {
	p := three(t)
	expectAll(t, "closing", p.Failed("a", HealthCheck, start), "a")
	expect(t, p, "a", Failed)
	if next := p.Order()[0]; next != "b" {
		t.Errorf("next is %s", next)
	}
	expectAll(t, "closing again", p.Failed("a", HealthCheck, start))
}

func TestAReturnedServerNeedsTwoGoodChecks(t *testing.T) {
	p := three(t)
	p.Failed("a", HealthCheck, start)
	p.Succeeded("b", Dial, start)
	p.Succeeded("a", HealthCheck, start)
	expect(t, p, "a", Recovering)
	expectAll(t, "order after one", p.Order(), "b", "c", "a", "lb")
	p.Closed("a")
	p.Closed("a")
	p.Succeeded("a", HealthCheck, start)
	expect(t, p, "a", Preferred)
	expect(t, p, "b", Active)
}

func TestAUsedServerBecomesActiveByItsSecondCheck(t *testing.T) {
	p := NewPool("lb", start)
	p.Opened("lb")
	p.Learn([]string{"a"}, start)
	p.Opened("a")
	p.Succeeded("a", Dial, start)
	expect(t, p, "a", Recovering)
	expectAll(t, "closing", p.Succeeded("a", HealthCheck, start), "lb")
	expect(t, p, "a", Active)
}

func TestOneServerAtATimeIsActive(t *testing.T) {
	p := three(t)
	p.Opened("b")
	expectAll(t, "closing of the smaller", p.Succeeded("b", Dial, start), "b")
	expect(t, p, "b", Preferred)
	p.Opened("b")
	p.Opened("b")
	expectAll(t, "closing of the other", p.Succeeded("b", Dial, start), "lb", "a")
	expect(t, p, "b", Active)
	expect(t, p, "a", Preferred)
}

func TestPreferenceWearsOff(t *testing.T) {
	p := three(t)
	p.Succeeded("b", HealthCheck, start.Add(preferredTime))
	expect(t, p, "b", Preferred)
	p.Succeeded("b", HealthCheck, start.Add(preferredTime+time.Second))
	expect(t, p, "b", Healthy)
	expectAll(t, "order", p.Order(), "a", "c", "b", "lb")
}

func TestAnUnprovenServerFailsByDialsAlone(t *testing.T) {
	p := NewPool("lb", start)
	p.Learn([]string{"a"}, start)
	p.Failed("a", HealthCheck, start)
	expect(t, p, "a", Unchecked)
	p.Succeeded("a", Dial, start)
	p.Failed("a", HealthCheck, start)
	expect(t, p, "a", Recovering)
	p.Failed("a", Dial, start)
	expect(t, p, "a", Failed)
}

func TestLearnedAnew(t *testing.T) {
	p := three(t)
	added, removed := p.Learn([]string{"b", "d"}, start)
	expectAll(t, "added", added, "d")
	expectAll(t, "removed", removed, "a", "c")
	expectAll(t, "known", p.Addresses(), "b", "d")
	if _, known := p.State("a"); known {
		t.Error("a is still known")
	}
	p.Closed("a") // its connections end after it
}

// One that joined by a server of the cluster itself.
func TestTheJoinedServerIsDemotedNotForgotten(t *testing.T) {
	p := NewPool("a", start)
	added, _ := p.Learn([]string{"a", "b"}, start)
	expectAll(t, "added", added, "a", "b")
	expect(t, p, "a", Unchecked)
	_, removed := p.Learn([]string{"b"}, start)
	expectAll(t, "removed", removed, "a")
	expect(t, p, "a", Standby)
	expectAll(t, "known", p.Addresses(), "b")
	_, removed = p.Learn([]string{"b"}, start)
	expectAll(t, "removed again", removed)
}
