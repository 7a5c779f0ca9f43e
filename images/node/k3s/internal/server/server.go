// Package server is `k3s server`: it brings one server of a cluster up, and ends when any part of it ends.
package server

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"

	clientv3 "go.etcd.io/etcd/client/v3"

	"holdfast.dev/node/k3s/internal/bootstrap"
	"holdfast.dev/node/k3s/internal/cli"
	"holdfast.dev/node/k3s/internal/etcd"
	"holdfast.dev/node/k3s/internal/kube"
	"holdfast.dev/node/k3s/internal/log"
	"holdfast.dev/node/k3s/internal/process"
	"holdfast.dev/node/k3s/internal/supervisor"
)

type server struct {
	options    *cli.Options
	group      *process.Group
	supervisor *supervisor.Supervisor
	member     *etcd.Member     // of the embedded etcd; nil without
	etcd       *clientv3.Client // of the datastore, kine's too
	kube       *kube.Client
	joins      *host               // the server to join; nil for a founder and after a restart
	founding   *bootstrap.Founding // of a cluster on an external datastore; nil unless this server is to make its data

	password     string // of the server token
	nodePassword string
	apiWasReady  atomic.Bool
}

// Run returns nil after a stop that was asked for.
func Run(parent context.Context, o *cli.Options) error {
	admit(o)
	group, ctx := process.NewGroup(parent)
	s := &server{options: o, group: group}
	if err := s.start(ctx); err != nil {
		group.Fail(err)
	}
	<-ctx.Done()
	group.Stop()
	if cause := context.Cause(ctx); !errors.Is(cause, process.ErrStopped) {
		return cause
	}
	return nil
}

func (s *server) start(ctx context.Context) error {
	if err := s.prepare(ctx); err != nil {
		return fmt.Errorf("starting kubernetes: preparing server: %w", err)
	}
	if err := s.listen(ctx); err != nil {
		return err
	}
	// A joiner becomes a member only once its container runtime works; a founder or a returning member need not wait for it.
	runtimeReady := make(chan struct{})
	if err := s.startRuntime(runtimeReady); err != nil {
		return err
	}
	if s.joins != nil {
		if err := wait(ctx, runtimeReady); err != nil {
			return err
		}
	}
	if s.member != nil {
		if err := s.startEtcd(ctx); err != nil {
			return err
		}
	}
	if err := s.startAPI(); err != nil {
		return err
	}
	// The kubelet needs an API that answers, the others one that is ready.
	for _, ready := range []<-chan struct{}{runtimeReady, s.supervisor.HandedOver()} {
		if err := wait(ctx, ready); err != nil {
			return err
		}
	}
	if err := s.startKubelet(); err != nil {
		return err
	}
	if err := s.waitAPI(ctx); err != nil {
		return err
	}
	if err := s.startControllers(); err != nil {
		return err
	}
	if err := s.startNetwork(); err != nil {
		return err
	}
	log.Infof("k3s is up and running")
	return nil
}

func wait(ctx context.Context, ready <-chan struct{}) error {
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-ready:
		return nil
	}
}
