// Package server is `k3s server`: it brings one server of a cluster up, and ends when any part of it ends.
package server

import (
	"context"
	"fmt"
	"sync/atomic"

	clientv3 "go.etcd.io/etcd/client/v3"

	"holdfast.dev/node/internal/kube"
	"holdfast.dev/node/internal/log"
	"holdfast.dev/node/k3s/internal/bootstrap"
	"holdfast.dev/node/k3s/internal/cli"
	"holdfast.dev/node/k3s/internal/etcd"
	"holdfast.dev/node/k3s/internal/node"
	"holdfast.dev/node/k3s/internal/portcert"
	"holdfast.dev/node/k3s/internal/process"
	"holdfast.dev/node/k3s/internal/snapshot"
	"holdfast.dev/node/k3s/internal/supervisor"
)

type server struct {
	options     *cli.Options
	group       *process.Group
	supervisor  *supervisor.Supervisor
	member      *etcd.Member     // of the embedded etcd; nil without
	etcd        *clientv3.Client // of the datastore, kine's too
	kube        *kube.Client
	snapshots   *snapshot.Store
	certificate *portcert.Certificate
	joins       *host               // the server to join; nil for a founder and after a restart
	founding    *bootstrap.Founding // of a cluster on an external datastore; nil unless this server is to make its data

	password     string // of the server token
	nodePassword string
	wasReset     bool // since it ran last
	apiWasReady  atomic.Bool
}

// Run returns nil after a stop that was asked for.
func Run(parent context.Context, o *cli.Options) error {
	admit(o)
	return process.Run(parent, func(ctx context.Context, group *process.Group) error {
		return (&server{options: o, group: group}).start(ctx)
	})
}

func (s *server) start(ctx context.Context) error {
	if err := s.prepare(ctx); err != nil {
		return fmt.Errorf("starting kubernetes: preparing server: %w", err)
	}
	if err := s.listen(ctx); err != nil {
		return err
	}
	// A joiner becomes a member only once its container runtime works; a founder or a returning member need not wait for it.
	runtimeReady, err := node.StartRuntime(s.group, s.options)
	if err != nil {
		return err
	}
	if s.joins != nil {
		if err := process.Wait(ctx, runtimeReady); err != nil {
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
		if err := process.Wait(ctx, ready); err != nil {
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
	if err := node.StartNetwork(s.group, s.options, s.kube); err != nil {
		return err
	}
	log.Infof("k3s is up and running")
	return nil
}
