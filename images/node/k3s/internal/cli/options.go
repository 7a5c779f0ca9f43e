package cli

import (
	"fmt"
	"net/netip"
	"os"
	"slices"
	"strings"

	"holdfast.dev/node/k3s/internal/layout"
)

// Options are what the flags mean to a server.
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
	SnapshotsWanted   bool
	Disabled          []string // components that k3s would deploy
	PackagedWanted    []string // the others

	Critical Critical

	// Component arguments of the user, key=value without dashes.
	APIServerArgs, ControllerManagerArgs, SchedulerArgs, EtcdArgs, KubeletArgs, KubeProxyArgs []string
}

// packaged are the components that k3s deploys by itself.
var packaged = []string{"coredns", "servicelb", "traefik", "local-storage", "metrics-server", "runtimes"}

// NewOptions checks the values and fills in what depends on this host.
func NewOptions(v Values) (*Options, error) {
	hostname, err := os.Hostname()
	if err != nil {
		return nil, err
	}
	o := &Options{
		DataDir:     layout.DataDir(v.text("data-dir")),
		ClusterInit: v.bool("cluster-init"),
		Server:      strings.TrimSuffix(v.text("server"), "/"),
		Hostname:    strings.ToLower(hostname),
		Labels:      v["node-label"],
		Taints:      v["node-taint"],
		ExtraSANs:   v.split("tls-san"),
		BindAddress: v.text("bind-address"),
		Port:        v.text("https-listen-port"),
		NodePorts:   v.text("service-node-port-range"),

		ClusterCIDR:   v.text("cluster-cidr"),
		ServiceCIDR:   v.text("service-cidr"),
		ClusterDNS:    v.text("cluster-dns"),
		ClusterDomain: v.text("cluster-domain"),

		Kubeconfig:     v.text("write-kubeconfig"),
		KubeconfigMode: v.text("write-kubeconfig-mode"),
		ResolvConf:     v.text("resolv-conf"),
		Snapshotter:    v.text("snapshotter"),
		PauseImage:     orElse(v.text("pause-image"), layout.PauseImage),

		DisableCNI:        v.text("flannel-backend") == "none",
		DisableKubeProxy:  v.bool("disable-kube-proxy"),
		DisableScheduler:  v.bool("disable-scheduler"),
		ExposeEtcdMetrics: v.bool("etcd-expose-metrics"),
		SnapshotsWanted:   !v.bool("etcd-disable-snapshots"),
		Disabled:          v.split("disable"),

		APIServerArgs:         v["kube-apiserver-arg"],
		ControllerManagerArgs: v["kube-controller-manager-arg"],
		SchedulerArgs:         v["kube-scheduler-arg"],
		EtcdArgs:              v["etcd-arg"],
		KubeletArgs:           v["kubelet-arg"],
		KubeProxyArgs:         v["kube-proxy-arg"],
	}
	o.NodeName = strings.ToLower(orElse(v.text("node-name"), hostname))
	if o.NodeIP = first(v.split("node-ip")); o.NodeIP == "" {
		if o.NodeIP, err = defaultRouteAddress(); err != nil {
			return nil, err
		}
	}
	o.AdvertiseAddress = orElse(v.text("advertise-address"), orElse(first(v.split("node-external-ip")), o.NodeIP))
	if o.Token, err = v.secret("token"); err != nil {
		return nil, err
	}
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
	if o.Server != "" && !strings.HasPrefix(o.Server, "https://") {
		return fmt.Errorf("only https:// URLs are supported for --server, invalid scheme: %s", o.Server)
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
