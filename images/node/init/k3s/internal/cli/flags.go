package cli

// Kind is the type of a flag's value.
type Kind int

const (
	Text Kind = iota
	Bool
	List // may be given several times
)

// Flag is one row of k3s's flag table.
type Flag struct {
	Name, Short string
	Env         string // variable that sets it when neither command line nor file does
	Kind        Kind
	Default     string
	Refused     bool // known to k3s, but this stand-in cannot do what it asks for
}

// Flags are what one command accepts.
type Flags []Flag

// ServerFlags are those of `k3s server`, which accepts every flag of `k3s agent` too.
var ServerFlags = Flags{
	{Name: "config", Short: "c", Env: "K3S_CONFIG_FILE", Default: "/etc/rancher/k3s/config.yaml"},
	{Name: "debug", Env: "K3S_DEBUG", Kind: Bool},
	{Name: "v", Short: "v", Default: "0"},
	{Name: "vmodule"},
	{Name: "log", Short: "l"},
	{Name: "alsologtostderr", Kind: Bool},
	{Name: "data-dir", Short: "d", Env: "K3S_DATA_DIR", Default: "/var/lib/rancher/k3s"},

	// Cluster membership and datastore.
	{Name: "cluster-init", Env: "K3S_CLUSTER_INIT", Kind: Bool},
	{Name: "server", Short: "s", Env: "K3S_URL"},
	{Name: "token", Short: "t", Env: "K3S_TOKEN"},
	{Name: "token-file", Env: "K3S_TOKEN_FILE"},
	{Name: "agent-token", Env: "K3S_AGENT_TOKEN"},
	{Name: "agent-token-file", Env: "K3S_AGENT_TOKEN_FILE"},
	{Name: "cluster-reset", Env: "K3S_CLUSTER_RESET", Kind: Bool},
	{Name: "cluster-reset-restore-path"},
	{Name: "datastore-endpoint", Env: "K3S_DATASTORE_ENDPOINT"},
	{Name: "datastore-cafile", Env: "K3S_DATASTORE_CAFILE"},
	{Name: "datastore-certfile", Env: "K3S_DATASTORE_CERTFILE"},
	{Name: "datastore-keyfile", Env: "K3S_DATASTORE_KEYFILE"},
	{Name: "kine-tls", Kind: Bool, Refused: true},
	{Name: "etcd-expose-metrics", Kind: Bool},
	{Name: "etcd-disable-snapshots", Kind: Bool},
	{Name: "etcd-snapshot-name", Default: "etcd-snapshot"},
	{Name: "etcd-snapshot-schedule-cron", Default: "0 */12 * * *"},
	{Name: "etcd-snapshot-reconcile-interval"},
	{Name: "etcd-snapshot-retention", Default: "5"},
	{Name: "etcd-snapshot-dir"},
	{Name: "etcd-snapshot-compress", Kind: Bool},
	{Name: "etcd-s3", Kind: Bool, Refused: true},
	{Name: "etcd-s3-endpoint"},
	{Name: "etcd-s3-endpoint-ca"},
	{Name: "etcd-s3-skip-ssl-verify", Kind: Bool},
	{Name: "etcd-s3-access-key", Env: "AWS_ACCESS_KEY_ID"},
	{Name: "etcd-s3-secret-key", Env: "AWS_SECRET_ACCESS_KEY"},
	{Name: "etcd-s3-bucket"},
	{Name: "etcd-s3-region"},
	{Name: "etcd-s3-folder"},
	{Name: "etcd-s3-proxy"},
	{Name: "etcd-s3-config-secret"},
	{Name: "etcd-s3-insecure", Kind: Bool},
	{Name: "etcd-s3-timeout", Default: "5m0s"},

	// Addresses.
	{Name: "bind-address", Default: "0.0.0.0"},
	{Name: "https-listen-port", Default: "6443"},
	{Name: "supervisor-port", Refused: true},
	{Name: "apiserver-port", Refused: true},
	{Name: "apiserver-bind-address", Refused: true},
	{Name: "advertise-address"},
	{Name: "advertise-port", Refused: true},
	{Name: "tls-san", Kind: List},
	{Name: "tls-san-security", Kind: Bool, Default: "true"},
	{Name: "lb-server-port", Env: "K3S_LB_SERVER_PORT", Default: "6444"},
	{Name: "write-kubeconfig", Short: "o", Env: "K3S_KUBECONFIG_OUTPUT"},
	{Name: "write-kubeconfig-mode", Env: "K3S_KUBECONFIG_MODE"},
	{Name: "write-kubeconfig-group", Env: "K3S_KUBECONFIG_GROUP"},

	// Node.
	{Name: "node-name", Env: "K3S_NODE_NAME"},
	{Name: "with-node-id", Kind: Bool, Refused: true},
	{Name: "node-ip", Short: "i", Kind: List},
	{Name: "node-external-ip", Kind: List},
	{Name: "node-label", Kind: List},
	{Name: "node-taint", Kind: List},
	{Name: "resolv-conf", Env: "K3S_RESOLV_CONF"},
	{Name: "snapshotter", Default: "overlayfs"},
	{Name: "container-runtime-endpoint", Refused: true},
	{Name: "image-service-endpoint", Refused: true},
	{Name: "pause-image"},
	{Name: "private-registry", Default: "/etc/rancher/k3s/registries.yaml"},
	{Name: "airgap-extra-registry", Kind: List},
	{Name: "prefer-bundled-bin", Kind: Bool},
	{Name: "protect-kernel-defaults", Kind: Bool},
	{Name: "selinux", Env: "K3S_SELINUX", Kind: Bool, Refused: true},
	{Name: "docker", Kind: Bool, Refused: true},
	{Name: "rootless", Kind: Bool, Refused: true},
	{Name: "enable-pprof", Kind: Bool},

	// Networks.
	{Name: "cluster-cidr", Kind: List, Default: "10.42.0.0/16"},
	{Name: "service-cidr", Kind: List, Default: "10.43.0.0/16"},
	{Name: "service-node-port-range", Default: "30000-32767"},
	{Name: "cluster-dns", Kind: List},
	{Name: "cluster-domain", Default: "cluster.local"},
	{Name: "flannel-backend", Default: "vxlan"},
	{Name: "flannel-iface"},
	{Name: "flannel-conf", Refused: true},
	{Name: "flannel-cni-conf", Refused: true},
	{Name: "flannel-ipv6-masq", Kind: Bool},
	{Name: "flannel-external-ip", Kind: Bool},
	{Name: "egress-selector-mode", Default: "agent"},

	// Components.
	{Name: "disable", Kind: List},
	{Name: "disable-scheduler", Kind: Bool},
	{Name: "disable-cloud-controller", Kind: Bool},
	{Name: "disable-kube-proxy", Kind: Bool},
	{Name: "disable-network-policy", Kind: Bool},
	{Name: "disable-helm-controller", Kind: Bool},
	{Name: "disable-apiserver", Kind: Bool, Refused: true},
	{Name: "disable-controller-manager", Kind: Bool, Refused: true},
	{Name: "disable-etcd", Kind: Bool, Refused: true},
	{Name: "disable-agent", Kind: Bool, Refused: true},
	{Name: "embedded-registry", Kind: Bool, Refused: true},
	{Name: "secrets-encryption", Kind: Bool, Refused: true},
	{Name: "secrets-encryption-provider", Default: "aescbc"},
	{Name: "supervisor-metrics", Kind: Bool},
	{Name: "system-default-registry"},
	{Name: "default-local-storage-path"},
	{Name: "servicelb-namespace", Default: "kube-system"},
	{Name: "helm-job-image"},
	{Name: "kube-apiserver-arg", Kind: List},
	{Name: "kube-controller-manager-arg", Kind: List},
	{Name: "kube-scheduler-arg", Kind: List},
	{Name: "kube-cloud-controller-manager-arg", Kind: List},
	{Name: "etcd-arg", Kind: List},
	{Name: "kubelet-arg", Kind: List},
	{Name: "kube-proxy-arg", Kind: List},
}
