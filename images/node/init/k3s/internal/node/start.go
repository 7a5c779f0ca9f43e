// Package node runs the parts that every node has: containerd, kubelet, kube-proxy and the pod network.
package node

import (
	"context"

	"holdfast.dev/node/internal/kube"
	"holdfast.dev/node/internal/podnetwork"
	"holdfast.dev/node/k3s/internal/cli"
	"holdfast.dev/node/k3s/internal/process"
)

// StartRuntime starts containerd, and closes the channel when it has imported the images.
func StartRuntime(group *process.Group, o *cli.Options) (ready <-chan struct{}, err error) {
	containerd, err := prepareRuntime(o)
	if err != nil {
		return nil, err
	}
	if err := group.Start(containerd); err != nil {
		return nil, err
	}
	imported := make(chan struct{})
	group.Go("containerd", func(ctx context.Context) error {
		if err := containerRuntime(o).Wait(ctx); err != nil {
			return err
		}
		if err := importImages(ctx, o); err != nil {
			return err
		}
		close(imported)
		return nil
	})
	return imported, nil
}

// StartKubelet needs a runtime that is ready and an API that answers.
func StartKubelet(group *process.Group, o *cli.Options) error {
	kubelet, err := Kubelet(o)
	if err != nil {
		return err
	}
	return group.Start(kubelet)
}

// StartNetwork starts the pod network and kube-proxy, unless the cluster brings its own.
func StartNetwork(group *process.Group, o *cli.Options, client *kube.Client) error {
	if !o.DisableCNI {
		network := podnetwork.Network{
			ClusterCIDR: o.ClusterCIDR,
			NodeName:    o.NodeName,
			ConfigDir:   networkConfigDir(o.DataDir),
			Nodes:       client.CachedNodes,
		}
		group.Go("pod network", network.Run)
	}
	if o.DisableKubeProxy {
		return nil
	}
	return group.Start(KubeProxy(o))
}
