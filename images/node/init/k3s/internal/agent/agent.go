// Package agent is `k3s agent`: a node without a control plane, which finds its servers by itself once it has joined.
package agent

import (
	"context"
	"net"
	"time"

	"holdfast.dev/node/internal/kube"
	"holdfast.dev/node/internal/log"
	"holdfast.dev/node/k3s/internal/access"
	"holdfast.dev/node/k3s/internal/cli"
	"holdfast.dev/node/k3s/internal/kubeconfig"
	"holdfast.dev/node/k3s/internal/layout"
	"holdfast.dev/node/k3s/internal/loadbalancer"
	"holdfast.dev/node/k3s/internal/node"
	"holdfast.dev/node/k3s/internal/process"
)

// How often what is not ready is asked again, as in k3s.
const (
	apiPoll        = time.Second
	supervisorPoll = 5 * time.Second
)

type agent struct {
	options  *cli.Options
	group    *process.Group
	balancer *loadbalancer.Balancer
	server   *access.Server // any: it is called through the balancer
	kube     *kube.Client

	passwordFile string
}

// Run returns nil after a stop that was asked for.
func Run(parent context.Context, o *cli.Options) error {
	return process.Run(parent, func(ctx context.Context, group *process.Group) error {
		return (&agent{options: o, group: group, passwordFile: layout.NodePassword}).start(ctx)
	})
}

func (a *agent) start(ctx context.Context) (err error) {
	address := net.JoinHostPort("127.0.0.1", a.options.BalancerPort)
	state := a.options.DataDir.Agent("etc", loadbalancer.Name+".json")
	if a.balancer, err = loadbalancer.Listen(address, a.options.Server, state); err != nil {
		return err
	}
	a.group.Go("load balancer", a.balancer.Serve)
	if err := a.join(ctx); err != nil {
		return err
	}
	if err := a.prepareClients(address); err != nil {
		return err
	}
	runtimeReady, err := node.StartRuntime(a.group, a.options)
	if err != nil {
		return err
	}
	if err := a.follow(ctx); err != nil {
		return err
	}
	// The kubelet needs the runtime and an API that is ready; kube-proxy a supervisor that is.
	if err := process.Wait(ctx, runtimeReady); err != nil {
		return err
	}
	if err := retry(ctx, every(apiPoll), a.kube.Ready); err != nil {
		return err
	}
	if err := node.StartKubelet(a.group, a.options); err != nil {
		return err
	}
	if err := retry(ctx, every(supervisorPoll), a.supervisorReady); err != nil {
		return err
	}
	if err := node.StartNetwork(a.group, a.options, a.kube); err != nil {
		return err
	}
	log.Infof("k3s agent is up and running")
	return nil
}

func (a *agent) prepareClients(address string) (err error) {
	d := a.options.DataDir
	authority := d.Agent("server-ca.crt")
	if err := kubeconfig.WriteNode(d, address, authority); err != nil {
		return err
	}
	a.kube, err = kube.NewClient(a.balancer.URL(), authority, d.Agent("client-k3s-controller"))
	return err
}

func (a *agent) supervisorReady(ctx context.Context) error {
	_, err := a.server.Get(ctx, "/v1-k3s/readyz", a.server.As("node"), access.Timeout)
	return err
}
