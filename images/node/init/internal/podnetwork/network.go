// Package podnetwork connects the pods of all nodes without an overlay.
package podnetwork

import (
	"context"
	"fmt"
	"os/exec"
	"path/filepath"
	"time"

	"holdfast.dev/node/internal/atomicfile"
	"holdfast.dev/node/internal/kube"
	"holdfast.dev/node/internal/log"
)

// How often Nodes are read: quickly until this node has its own pod network.
const (
	ownNetworkPoll = 200 * time.Millisecond
	routesPoll     = 2 * time.Second
)

const bridgeConfig = `{
  "cniVersion": "0.4.0",
  "name": "cbr0",
  "plugins": [
    {
      "type": "bridge",
      "bridge": "cni0",
      "isGateway": true,
      "hairpinMode": true,
      "forceAddress": true,
      "ipam": {
        "type": "host-local",
        "ranges": [[{"subnet": %q}]],
        "routes": [{"dst": "0.0.0.0/0"}]
      }
    },
    {"type": "portmap", "capabilities": {"portMappings": true}}
  ]
}
`

// Network gives pods addresses of their node's podCIDR and routes to the pods of other nodes, as flannel's host-gw does.
type Network struct {
	ClusterCIDR string // of all pods
	NodeName    string
	ConfigDir   string // where the container runtime looks for the pod network
	// Nodes lists all nodes of the cluster.
	Nodes func(context.Context) ([]kube.Node, error)

	podCIDR string            // this node's, once written
	routes  map[string]string // podCIDR of another node -> its address
}

// Run follows the Nodes until ctx ends.
func (n *Network) Run(ctx context.Context) error {
	n.routes = map[string]string{}
	if err := forwardPods(n.ClusterCIDR); err != nil {
		return err
	}
	for {
		nodes, err := n.Nodes(ctx)
		if err == nil {
			err = n.apply(nodes)
		}
		if err != nil && ctx.Err() == nil {
			log.Debugf("pod network: %v", err)
		}
		wait := routesPoll
		if n.podCIDR == "" {
			wait = ownNetworkPoll
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(wait):
		}
	}
}

func (n *Network) apply(nodes []kube.Node) error {
	wanted := map[string]string{}
	for _, node := range nodes {
		cidr := node.Spec.PodCIDR
		switch {
		case cidr == "":
		case node.Metadata.Name != n.NodeName:
			wanted[cidr] = node.InternalIP()
		case cidr != n.podCIDR:
			path := filepath.Join(n.ConfigDir, "10-bridge.conflist")
			if err := atomicfile.Write(path, fmt.Appendf(nil, bridgeConfig, cidr), 0o600); err != nil {
				return err
			}
			n.podCIDR = cidr
		}
	}
	return n.route(wanted)
}

func (n *Network) route(wanted map[string]string) error {
	for cidr := range n.routes {
		if wanted[cidr] == "" {
			run("ip", "route", "del", cidr)
			delete(n.routes, cidr)
		}
	}
	for cidr, address := range wanted {
		if address == "" || n.routes[cidr] == address {
			continue
		}
		if err := run("ip", "route", "replace", cidr, "via", address); err != nil {
			return err
		}
		n.routes[cidr] = address
	}
	return nil
}

// forwardPods lets pod traffic through, and gives it the node's address where it leaves the cluster.
func forwardPods(clusterCIDR string) error {
	for _, rule := range [][]string{
		{"filter", "FORWARD", "-s", clusterCIDR, "-j", "ACCEPT"},
		{"filter", "FORWARD", "-d", clusterCIDR, "-j", "ACCEPT"},
		{"nat", "POSTROUTING", "-s", clusterCIDR, "!", "-d", clusterCIDR, "-j", "MASQUERADE"},
	} {
		arguments := func(action string) []string {
			return append([]string{"--wait", "-t", rule[0], action}, rule[1:]...)
		}
		if run("iptables", arguments("-C")...) == nil {
			continue
		}
		if err := run("iptables", arguments("-A")...); err != nil {
			return err
		}
	}
	return nil
}

func run(program string, args ...string) error {
	if output, err := exec.Command(program, args...).CombinedOutput(); err != nil {
		return fmt.Errorf("%s %v: %w: %s", program, args, err, output)
	}
	return nil
}
