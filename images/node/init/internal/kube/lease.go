package kube

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"holdfast.dev/node/internal/log"
)

const leases = "/apis/coordination.k8s.io/v1/namespaces/kube-system/leases"

// microTime is the format of a Lease's times.
const microTime = "2006-01-02T15:04:05.000000Z07:00"

// LeaseTiming is how long a lease lasts, how long its holder tries to renew it, and how often.
type LeaseTiming struct{ Duration, RenewDeadline, RetryPeriod time.Duration }

// Lease is one election in kube-system.
type Lease struct {
	Client *Client
	Name   string
	Holder string
	Timing LeaseTiming
	// Lead is what only the holder does; nil for nothing. It runs until its context ends.
	Lead func(context.Context)
}

type leaseObject struct {
	APIVersion string         `json:"apiVersion"`
	Kind       string         `json:"kind"`
	Metadata   map[string]any `json:"metadata"`
	Spec       leaseSpec      `json:"spec"`
}

type leaseSpec struct {
	HolderIdentity       string `json:"holderIdentity"`
	LeaseDurationSeconds int    `json:"leaseDurationSeconds"`
	AcquireTime          string `json:"acquireTime,omitempty"`
	RenewTime            string `json:"renewTime,omitempty"`
	LeaseTransitions     int    `json:"leaseTransitions"`
}

// observation is when this process first saw a renewal; only its own clock decides that a lease has run out.
type observation struct {
	renewTime string
	at        time.Time
}

func (o *observation) note(renewTime string, now time.Time) {
	if o.at.IsZero() || o.renewTime != renewTime {
		*o = observation{renewTime, now}
	}
}

// next is the spec this candidate should write, and false while another holds the lease.
func (l *Lease) next(current leaseSpec, seen observation, now time.Time) (leaseSpec, bool) {
	held := current.HolderIdentity != "" && current.HolderIdentity != l.Holder
	if held && now.Before(seen.at.Add(time.Duration(current.LeaseDurationSeconds)*time.Second)) {
		return current, false
	}
	text := now.UTC().Format(microTime)
	next := current
	if current.HolderIdentity != l.Holder {
		next.HolderIdentity = l.Holder
		next.AcquireTime = text
		next.LeaseTransitions++
	}
	next.RenewTime = text
	next.LeaseDurationSeconds = int(l.Timing.Duration.Seconds())
	return next, true
}

// Run acquires the lease and renews it. It returns an error when a held lease is lost.
func (l *Lease) Run(ctx context.Context) error {
	var seen observation
	var renewed time.Time // zero until held
	for {
		held, err := l.try(ctx, &seen)
		now := time.Now()
		switch {
		case ctx.Err() != nil:
		case held && renewed.IsZero():
			log.Infof("successfully acquired lease kube-system/%s", l.Name)
			renewed = now
			if l.Lead != nil {
				go l.Lead(ctx)
			}
		case held:
			renewed = now
		case !renewed.IsZero() && (err == nil || now.Sub(renewed) > l.Timing.RenewDeadline):
			return fmt.Errorf("leaderelection lost for %s", l.Name)
		}
		select {
		case <-ctx.Done():
			if !renewed.IsZero() {
				l.release()
			}
			return nil
		case <-time.After(l.Timing.RetryPeriod):
		}
	}
}

// try is one attempt to take or renew; false without an error means that another holds the lease.
func (l *Lease) try(ctx context.Context, seen *observation) (bool, error) {
	object, err := l.read(ctx)
	if IsStatus(err, http.StatusNotFound) {
		fresh := leaseObject{
			APIVersion: "coordination.k8s.io/v1", Kind: "Lease",
			Metadata: map[string]any{"name": l.Name, "namespace": "kube-system"},
		}
		fresh.Spec, _ = l.next(leaseSpec{LeaseTransitions: -1}, *seen, time.Now())
		err := l.Client.Create(ctx, leases, fresh, nil)
		return err == nil, err
	}
	if err != nil {
		return false, err
	}
	now := time.Now()
	seen.note(object.Spec.RenewTime, now)
	spec, free := l.next(object.Spec, *seen, now)
	if !free {
		return false, nil
	}
	object.Spec = spec
	err = l.Client.Update(ctx, leases+"/"+l.Name, object, nil)
	return err == nil, err
}

func (l *Lease) read(ctx context.Context) (leaseObject, error) {
	var object leaseObject
	err := l.Client.Get(ctx, leases+"/"+l.Name, &object)
	return object, err
}

// release lets the next candidate start at once. Etcd is stopping at the same time, so this may fail; the lease then runs out.
func (l *Lease) release() {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	object, err := l.read(ctx)
	if err != nil || object.Spec.HolderIdentity != l.Holder {
		return
	}
	object.Spec.HolderIdentity = ""
	object.Spec.LeaseDurationSeconds = 1
	l.Client.Update(ctx, leases+"/"+l.Name, object, nil)
}
