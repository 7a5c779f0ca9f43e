package cli

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"holdfast.dev/node/k3s/internal/layout"
)

// clientKubelet is the certificate by which a node that joined before is known without a token.
const clientKubelet = "client-kubelet.crt"

// NewAgentOptions checks an agent's values. What the cluster decides is not known before it has joined.
func NewAgentOptions(v Values) (*Options, error) {
	o, err := nodeOptions(v)
	if err != nil {
		return nil, err
	}
	o.BalancerPort = v.text("lb-server-port")
	if _, err := port("lb-server-port", o.BalancerPort); err != nil {
		return nil, err
	}
	if o.Server == "" {
		return nil, errors.New("--server is required")
	}
	if o.Token == "" {
		if _, err := os.Stat(o.DataDir.Agent(clientKubelet)); err != nil {
			return nil, errors.New("--token is required")
		}
	}
	return o, nil
}

// nodeOptions are those of any node.
func nodeOptions(v Values) (*Options, error) {
	hostname, err := os.Hostname()
	if err != nil {
		return nil, err
	}
	o := &Options{
		DataDir:       layout.DataDir(v.text("data-dir")),
		Server:        strings.TrimSuffix(v.text("server"), "/"),
		Hostname:      strings.ToLower(hostname),
		Labels:        v["node-label"],
		Taints:        v["node-taint"],
		ResolvConf:    v.text("resolv-conf"),
		Snapshotter:   v.text("snapshotter"),
		PauseImage:    orElse(v.text("pause-image"), layout.PauseImage),
		KubeletArgs:   v["kubelet-arg"],
		KubeProxyArgs: v["kube-proxy-arg"],
	}
	if o.Server != "" && !strings.HasPrefix(o.Server, "https://") {
		return nil, fmt.Errorf("only https:// URLs are supported for --server, invalid scheme: %s", o.Server)
	}
	o.NodeName = strings.ToLower(orElse(v.text("node-name"), hostname))
	if o.NodeIP = first(v.split("node-ip")); o.NodeIP == "" {
		if o.NodeIP, err = defaultRouteAddress(); err != nil {
			return nil, err
		}
	}
	o.Token, err = v.secret("token")
	return o, err
}
