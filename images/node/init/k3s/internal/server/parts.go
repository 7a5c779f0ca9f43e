package server

import (
	"context"
	"fmt"
	"net"
	"time"

	pb "go.etcd.io/etcd/api/v3/etcdserverpb"

	"holdfast.dev/node/internal/kube"
	"holdfast.dev/node/internal/log"
	"holdfast.dev/node/k3s/internal/bootstrap"
	"holdfast.dev/node/k3s/internal/etcd"
	"holdfast.dev/node/k3s/internal/node"
	"holdfast.dev/node/k3s/internal/nodepassword"
)

const (
	apiReadyTimeout = 15 * time.Minute
	apiReadyPoll    = 100 * time.Millisecond
)

// listen opens port 6443 long before the apiserver runs.
func (s *server) listen(ctx context.Context) (err error) {
	if s.member != nil {
		if s.etcd, err = datastoreAccess(s.options).Client(ctx); err != nil {
			return err
		}
	}
	return s.supervisor.Listen(net.JoinHostPort(s.options.BindAddress, s.options.Port))
}

func (s *server) startEtcd(ctx context.Context) error {
	cluster, state := s.member.Founding(), "new"
	if s.joins != nil {
		joined, err := s.member.Join(ctx, s.joins.members)
		if err != nil {
			return err
		}
		cluster, state = joined, "existing"
	}
	config, err := s.member.WriteConfig(s.options, cluster, state)
	if err != nil {
		return err
	}
	part := etcdServer(config)
	part.Spared = s.member.WasRemoved
	part.Leave = func(ctx context.Context) error { return etcd.HandOver(ctx, datastoreAccess(s.options)) }
	if err := s.group.Start(part); err != nil {
		return err
	}
	log.Infof("ETCD server is now running")
	leader := &etcd.Leader{Client: s.etcd, Mark: etcd.Marker{Kube: s.kube}.Mark}
	s.group.Go("etcd leader", func(ctx context.Context) error {
		return leader.Run(ctx, setting("HOLDFAST_NODE_LEARNER_TICK", 15*time.Second))
	})
	tick := setting("HOLDFAST_NODE_ETCD_READY_TICK", 5*time.Second)
	if err := s.member.WaitReady(ctx, s.etcd, tick); err != nil {
		return err
	}
	s.group.Go("bootstrap data", s.saveBootstrap)
	if !s.options.Snapshots.Disabled {
		s.group.Go("etcd snapshots", s.snapshots.Run)
	}
	return nil
}

func (s *server) startAPI() error {
	port, err := s.supervisor.Socket()
	if err != nil {
		return err
	}
	if err := s.group.Start(apiserver(s.options, port)); err != nil {
		return err
	}
	return port.Close()
}

func (s *server) waitAPI(ctx context.Context) error {
	deadline := time.Now().Add(apiReadyTimeout)
	for s.kube.Ready(ctx) != nil {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if time.Now().After(deadline) {
			return fmt.Errorf("failed to wait for kube-apiserver to become ready: timed out after %s", apiReadyTimeout)
		}
		time.Sleep(apiReadyPoll)
	}
	s.apiWasReady.Store(true)
	log.Infof("Kube API server is now running")
	return nil
}

func (s *server) startControllers() error {
	if err := s.group.Start(controllerManager(s.options)); err != nil {
		return err
	}
	if !s.options.DisableScheduler {
		if err := s.group.Start(scheduler(s.options)); err != nil {
			return err
		}
	}
	s.lead("k3s", nodepassword.Release(s.kube).Run)
	if s.member != nil {
		s.lead("k3s-etcd", etcd.Removal(s.kube, s.etcd).Run)
	}
	s.group.Go("roles", s.kube.EnsureControllerRole)
	s.group.Go("port certificate", func(ctx context.Context) error {
		s.certificate.Follow(ctx, s.kube)
		return nil
	})
	s.group.Go("node password", func(ctx context.Context) error {
		if s.wasReset {
			// A restored Secret may be of a password before this one.
			nodepassword.Forget(ctx, s.kube, s.options.NodeName)
		}
		return nodepassword.Confirm(ctx, s.kube, s.options.NodeName, s.nodePassword)
	})
	return nil
}

// lead runs what only one server of the cluster may: under a lease, unless this one has its datastore for itself.
func (s *server) lead(name string, run func(context.Context)) {
	if !s.options.Datastore.ElectsLeaders() {
		s.group.Go(name, func(ctx context.Context) error {
			run(ctx)
			return nil
		})
		return
	}
	lease := &kube.Lease{Client: s.kube, Name: name, Holder: s.options.Hostname, Timing: leaseTiming(), Lead: run}
	s.group.Go(name, lease.Run)
}

func (s *server) startKubelet() error {
	if err := node.StartKubelet(s.group, s.options); err != nil {
		return err
	}
	s.group.Go("node labels", s.labelNode)
	return nil
}

// labelNode marks this server's Node as soon as the kubelet has made it; the kubelet itself may not set role labels.
func (s *server) labelNode(ctx context.Context) error {
	roles := map[string]string{
		"node-role.kubernetes.io/control-plane": "true",
		"node-role.kubernetes.io/master":        "true",
	}
	if s.member != nil {
		roles["node-role.kubernetes.io/etcd"] = "true"
	}
	for s.kube.PatchNode(ctx, s.options.NodeName, roles, nil) != nil {
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(200 * time.Millisecond):
		}
	}
	return nil
}

func (s *server) members(ctx context.Context) ([]*pb.Member, error) {
	list, err := etcd.Members(ctx, s.etcd)
	if err != nil {
		return nil, err
	}
	return list.Members, nil
}

// bootstrapData is what a joiner needs: from the datastore, or from disk while there is none to ask.
func (s *server) bootstrapData(ctx context.Context) ([]byte, error) {
	passwords, err := readPasswords(s.options.DataDir)
	if err != nil {
		return nil, err
	}
	data, err := bootstrap.Load(ctx, s.etcd, passwords.Server)
	if err != nil {
		log.Warnf("Bootstrap data of this server's disk is served: %v", err)
		return bootstrap.Read(s.options.DataDir)
	}
	return data, nil
}

func (s *server) saveBootstrap(ctx context.Context) error {
	data, err := bootstrap.Read(s.options.DataDir)
	if err != nil {
		return err
	}
	return bootstrap.Save(ctx, s.etcd, s.password, data)
}
