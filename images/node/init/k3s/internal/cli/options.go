package cli

import (
	"errors"
	"fmt"
	"net/netip"
	"slices"

	"holdfast.dev/node/k3s/internal/layout"
)

// Options are what the flags mean to a node. An agent knows the part of the node, and learns the cluster's from a server.
type Options struct {
	DataDir     layout.DataDir
	ClusterInit bool
	Server      string // URL of the server to join; empty for a founder
	Token       string // as given: short, full or empty
	AgentToken  string
	Datastore   Datastore

	Hostname  string // identity in k3s's own leases
	NodeName  string
	NodeIP    string
	Labels    []string
	Taints    []string
	ExtraSANs []string

	BindAddress      string
	Port             string // of supervisor and API
	APIServerPort    string // of the apiserver's own listener, on loopback
	BalancerPort     string // of an agent's load balancer, on loopback
	AdvertiseAddress string

	ClusterCIDR   string
	ServiceCIDR   string
	ClusterDNS    string
	ClusterDomain string
	NodePorts     string

	Kubeconfig     string
	KubeconfigMode string
	ResolvConf     string
	Snapshotter    string
	PauseImage     string

	DisableCNI        bool
	DisableKubeProxy  bool
	DisableScheduler  bool
	ExposeEtcdMetrics bool
	Disabled          []string // components that k3s would deploy
	PackagedWanted    []string // the others

	Snapshots    Snapshots
	ClusterReset bool
	RestorePath  string // of the snapshot that a cluster reset restores; empty for none

	Critical Critical

	// Component arguments of the user, key=value without dashes.
	APIServerArgs, ControllerManagerArgs, SchedulerArgs, EtcdArgs, KubeletArgs, KubeProxyArgs []string
}

// packaged are the components that k3s deploys by itself.
var packaged = []string{"coredns", "servicelb", "traefik", "local-storage", "metrics-server", "runtimes"}

// NewOptions checks the values and fills in what depends on this host.
func NewOptions(v Values) (*Options, error) {
	o, err := nodeOptions(v)
	if err != nil {
		return nil, err
	}
	o.ClusterInit = v.bool("cluster-init")
	o.ExtraSANs = v.split("tls-san")
	o.BindAddress = v.text("bind-address")
	o.Port = v.text("https-listen-port")
	o.NodePorts = v.text("service-node-port-range")

	o.ClusterCIDR = v.text("cluster-cidr")
	o.ServiceCIDR = v.text("service-cidr")
	o.ClusterDNS = v.text("cluster-dns")
	o.ClusterDomain = v.text("cluster-domain")

	o.Kubeconfig = v.text("write-kubeconfig")
	o.KubeconfigMode = v.text("write-kubeconfig-mode")

	o.DisableCNI = v.text("flannel-backend") == "none"
	o.DisableKubeProxy = v.bool("disable-kube-proxy")
	o.DisableScheduler = v.bool("disable-scheduler")
	o.ExposeEtcdMetrics = v.bool("etcd-expose-metrics")
	o.Disabled = v.split("disable")
	o.ClusterReset = v.bool("cluster-reset")
	o.RestorePath = v.text("cluster-reset-restore-path")
	if o.Snapshots, err = snapshots(v); err != nil {
		return nil, err
	}

	o.APIServerArgs = v["kube-apiserver-arg"]
	o.ControllerManagerArgs = v["kube-controller-manager-arg"]
	o.SchedulerArgs = v["kube-scheduler-arg"]
	o.EtcdArgs = v["etcd-arg"]
	o.AdvertiseAddress = orElse(v.text("advertise-address"), orElse(first(v.split("node-external-ip")), o.NodeIP))
	if o.AgentToken, err = v.secret("agent-token"); err != nil {
		return nil, err
	}
	if err := o.check(v); err != nil {
		return nil, err
	}
	o.Datastore = datastore(v, o)
	o.Critical = critical(v, o)
	return o, nil
}

func (o *Options) check(v Values) error {
	if o.RestorePath != "" && !o.ClusterReset {
		return errors.New("invalid flag use; --cluster-reset required with --cluster-reset-restore-path")
	}
	if o.ClusterReset && o.Server != "" {
		return errors.New("cannot perform cluster-reset while server URL is set - remove --server from configuration before resetting")
	}
	if o.Server != "" && o.Token == "" && !o.DataDir.Initialised() {
		return fmt.Errorf("token is required to join a cluster")
	}
	if mode := v.text("egress-selector-mode"); !slices.Contains([]string{"agent", "cluster", "pod", "disabled"}, mode) {
		return fmt.Errorf("invalid egress-selector-mode %s", mode)
	}
	if backend := v.text("flannel-backend"); !slices.Contains([]string{"none", "vxlan", "host-gw", "wireguard-native"}, backend) {
		return fmt.Errorf("unknown flannel-backend %s", backend)
	}
	for _, item := range o.Disabled {
		if !slices.Contains(packaged, item) {
			return fmt.Errorf("invalid value for --disable: %s", item)
		}
	}
	for _, item := range packaged {
		if !slices.Contains(o.Disabled, item) {
			o.PackagedWanted = append(o.PackagedWanted, item)
		}
	}
	if _, err := netip.ParsePrefix(o.ClusterCIDR); err != nil {
		return fmt.Errorf("invalid cluster-cidr %s: %w", o.ClusterCIDR, err)
	}
	services, err := netip.ParsePrefix(o.ServiceCIDR)
	if err != nil {
		return fmt.Errorf("invalid service-cidr %s: %w", o.ServiceCIDR, err)
	}
	if o.ClusterDNS == "" {
		o.ClusterDNS = Nth(services, 10).String()
	}
	if _, err := netip.ParseAddr(o.ClusterDNS); err != nil {
		return fmt.Errorf("invalid cluster-dns address: %w", err)
	}
	return o.checkPorts()
}

// Nth is the n-th address of a network: 1 is the API's Service, 10 the DNS Service.
func Nth(network netip.Prefix, n int) netip.Addr {
	address := network.Masked().Addr()
	for range n {
		address = address.Next()
	}
	return address
}
