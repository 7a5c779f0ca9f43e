package node

import (
	"errors"
	"os/exec"
	"sync/atomic"

	"holdfast.dev/node/kubeadm/internal/unit"
)

// proxy is kube-proxy. kubeadm's own add-on is a DaemonSet whose image must hold iptables; here it runs beside the
// kubelet and with its identity. Its configuration is known only once the node has joined.
type proxy struct{ cluster atomic.Pointer[cluster] }

func (p *proxy) unit() *unit.Unit {
	return &unit.Unit{
		Name:        "kube-proxy",
		Description: "kube-proxy: The Kubernetes Network Proxy",
		Command: func() (*exec.Cmd, error) {
			cluster := p.cluster.Load()
			if cluster == nil {
				return nil, errors.New("this node does not know its cluster yet")
			}
			return exec.Command(programs+"kube-proxy", proxyArguments(*cluster)...), nil
		},
	}
}

// proxyArguments leave conntrack's limits alone: a container may not write them. As with kubeadm's add-on, every node
// calls the API by the cluster's endpoint.
func proxyArguments(c cluster) []string {
	arguments := []string{
		"--cluster-cidr=" + c.Networking.PodSubnet,
		"--conntrack-max-per-core=0",
		"--conntrack-tcp-timeout-close-wait=0",
		"--conntrack-tcp-timeout-established=0",
		"--kubeconfig=" + kubeletConfig,
		"--proxy-mode=iptables",
	}
	if c.Endpoint != "" {
		arguments = append(arguments, "--master=https://"+c.Endpoint)
	}
	return arguments
}
