package node

import (
	"context"
	"os"
	"time"

	"holdfast.dev/node/internal/kube"
	"holdfast.dev/node/internal/log"
	"holdfast.dev/node/internal/podnetwork"
	"holdfast.dev/node/kubeadm/internal/unit"
)

// apiPoll is how often an API is asked that does not answer yet, or a node that has not joined.
const apiPoll = time.Second

// runNetwork starts kube-proxy and keeps the routes to other nodes' pods, as soon as the node has joined and the API
// answers, until ctx ends.
func runNetwork(ctx context.Context, proxy *proxy, proxyUnit *unit.Unit) error {
	hostname, err := os.Hostname()
	if err != nil {
		return err
	}
	client, cluster, err := awaitCluster(ctx)
	if err != nil {
		return err
	}
	proxy.cluster.Store(&cluster)
	if err := proxyUnit.Start(); err != nil {
		return err
	}
	network := podnetwork.Network{
		ClusterCIDR: cluster.Networking.PodSubnet,
		NodeName:    hostname,
		ConfigDir:   runtime.NetworkConfig,
		Nodes:       client.CachedNodes,
	}
	return network.Run(ctx)
}

// awaitCluster returns when this node may ask the API what its network needs.
func awaitCluster(ctx context.Context) (*kube.Client, cluster, error) {
	for {
		client, cluster, err := askCluster(ctx)
		if err == nil {
			return client, cluster, nil
		}
		log.Debugf("pod network: %v", err)
		select {
		case <-ctx.Done():
			return nil, cluster, context.Cause(ctx)
		case <-time.After(apiPoll):
		}
	}
}

func askCluster(ctx context.Context) (*kube.Client, cluster, error) {
	if _, err := os.Stat(adminConfig); err == nil {
		administrator, err := kube.FromKubeconfig(adminConfig)
		if err != nil {
			return nil, cluster{}, err
		}
		if err := allowNodes(ctx, administrator); err != nil {
			return nil, cluster{}, err
		}
	}
	client, err := kube.FromKubeconfig(kubeletConfig)
	if err != nil {
		return nil, cluster{}, err
	}
	c, err := readCluster(ctx, client)
	return client, c, err
}
