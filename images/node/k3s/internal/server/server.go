// Package server is `k3s server`: it brings one server of a cluster up, and ends when any part of it ends.
package server

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"os"
	"time"

	pb "go.etcd.io/etcd/api/v3/etcdserverpb"
	clientv3 "go.etcd.io/etcd/client/v3"

	"holdfast.dev/node/k3s/internal/cli"
	"holdfast.dev/node/k3s/internal/etcd"
	"holdfast.dev/node/k3s/internal/kube"
	"holdfast.dev/node/k3s/internal/log"
	"holdfast.dev/node/k3s/internal/node"
	"holdfast.dev/node/k3s/internal/pki"
	"holdfast.dev/node/k3s/internal/process"
	"holdfast.dev/node/k3s/internal/supervisor"
)

const (
	apiReadyTimeout = 15 * time.Minute
	apiReadyPoll    = 100 * time.Millisecond
)

type server struct {
	options    *cli.Options
	group      *process.Group
	supervisor *supervisor.Supervisor
	member     *etcd.Member
	etcd       *clientv3.Client
	kube       *kube.Client
	joins      *host // the server to join; nil for a founder and after a restart
}

// Run returns nil after a stop that was asked for.
func Run(parent context.Context, o *cli.Options) error {
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
	if err := s.startEtcd(ctx); err != nil {
		return err
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

// prepare makes every file that the parts need: from the server to join, from disk, or new.
func (s *server) prepare(ctx context.Context) error {
	o := s.options
	if err := ensureNodePassword(); err != nil {
		return err
	}
	if o.Server != "" && !o.DataDir.Initialised() {
		h, err := trust(ctx, o)
		if err != nil {
			return err
		}
		if err := h.checkCritical(ctx, o.Critical); err != nil {
			return err
		}
		if err := h.fetchBootstrap(ctx, o); err != nil {
			return err
		}
		s.joins = h
	}
	passwords, err := ensurePasswords(o)
	if err != nil {
		return err
	}
	authorities, err := pki.Ensure(o.DataDir)
	if err != nil {
		return err
	}
	if err := authorities.IssueServer(o); err != nil {
		return err
	}
	if err := writeTokens(o.DataDir, passwords); err != nil {
		return err
	}
	if err := writeComponentKubeconfigs(o); err != nil {
		return err
	}
	if err := writeAdminKubeconfig(o); err != nil {
		return err
	}
	if s.member, err = etcd.NewMember(o); err != nil {
		return err
	}
	if s.kube, err = kube.NewClient(o.DataDir, o.Port); err != nil {
		return err
	}
	clients := x509.NewCertPool()
	clients.AppendCertsFromPEM(authorities.Client.PEM)
	s.supervisor = &supervisor.Supervisor{
		DataDir:    o.DataDir,
		Critical:   o.Critical,
		Passwords:  passwords,
		Clients:    clients,
		Bootstrap:  func() ([]byte, error) { return supervisor.ReadBootstrap(o.DataDir) },
		Members:    s.members,
		APIServers: s.kube.APIServers,
		Ready:      s.kube.Ready,
	}
	return nil
}

// listen opens port 6443 long before the apiserver runs.
func (s *server) listen(ctx context.Context) (err error) {
	if s.etcd, err = etcd.NewClient(ctx, s.options.DataDir); err != nil {
		return err
	}
	return s.supervisor.Listen(net.JoinHostPort(s.options.BindAddress, s.options.Port))
}

func (s *server) startRuntime(ready chan<- struct{}) error {
	containerd, err := node.Containerd(s.options)
	if err != nil {
		return err
	}
	if err := s.group.Start(containerd); err != nil {
		return err
	}
	s.group.Go("containerd", func(ctx context.Context) error {
		if err := node.WaitContainerd(ctx); err != nil {
			return err
		}
		if err := node.ImportImages(ctx, s.options); err != nil {
			return err
		}
		close(ready)
		return nil
	})
	return nil
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
	if err := s.group.Start(etcdServer(config)); err != nil {
		return err
	}
	log.Infof("ETCD server is now running")
	leader := &etcd.Leader{Client: s.etcd, Mark: etcd.Marker{Kube: s.kube}.Mark}
	s.group.Go("etcd leader", func(ctx context.Context) error {
		return leader.Run(ctx, setting("HOLDFAST_NODE_LEARNER_TICK", 15*time.Second))
	})
	tick := setting("HOLDFAST_NODE_ETCD_READY_TICK", 5*time.Second)
	return s.member.WaitReady(ctx, s.etcd, tick)
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
	for !s.kube.Ready(ctx) {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if time.Now().After(deadline) {
			return fmt.Errorf("failed to wait for kube-apiserver to become ready: timed out after %s", apiReadyTimeout)
		}
		time.Sleep(apiReadyPoll)
	}
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
	for _, name := range []string{"k3s", "k3s-etcd"} {
		lease := &kube.Lease{Client: s.kube, Name: name, Holder: s.options.Hostname, Timing: leaseTiming()}
		s.group.Go(name, lease.Run)
	}
	return nil
}

func (s *server) startKubelet() error {
	kubelet, err := node.Kubelet(s.options)
	if err != nil {
		return err
	}
	if err := s.group.Start(kubelet); err != nil {
		return err
	}
	s.group.Go("node labels", s.labelNode)
	return nil
}

func (s *server) startNetwork() error {
	if !s.options.DisableCNI {
		network := &node.Network{Options: s.options, Kube: s.kube}
		s.group.Go("pod network", network.Run)
	}
	if s.options.DisableKubeProxy {
		return nil
	}
	return s.group.Start(node.KubeProxy(s.options))
}

// labelNode marks this server's Node as soon as the kubelet has made it; the kubelet itself may not set role labels.
func (s *server) labelNode(ctx context.Context) error {
	roles := map[string]string{
		"node-role.kubernetes.io/control-plane": "true",
		"node-role.kubernetes.io/etcd":          "true",
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

func wait(ctx context.Context, ready <-chan struct{}) error {
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-ready:
		return nil
	}
}

// setting reads a duration of this stand-in from the environment.
func setting(variable string, otherwise time.Duration) time.Duration {
	text := os.Getenv(variable)
	if text == "" {
		return otherwise
	}
	duration, err := time.ParseDuration(text)
	if err != nil || duration <= 0 {
		log.Warnf("Ignoring invalid duration %s=%q", variable, text)
		return otherwise
	}
	return duration
}

// leaseTiming is that of k3s's own leases.
func leaseTiming() kube.LeaseTiming {
	return kube.LeaseTiming{
		Duration:      setting("CATTLE_ELECTION_LEASE_DURATION", 45*time.Second),
		RenewDeadline: setting("CATTLE_ELECTION_RENEW_DEADLINE", 30*time.Second),
		RetryPeriod:   setting("CATTLE_ELECTION_RETRY_PERIOD", 2*time.Second),
	}
}
