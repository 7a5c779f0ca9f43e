package pki

import (
	"net/netip"

	"holdfast.dev/node/internal/atomicfile"
	"holdfast.dev/node/k3s/internal/cli"
	"holdfast.dev/node/k3s/internal/layout"
)

// Cluster is the set of authorities that every server of a cluster shares.
type Cluster struct {
	Server, Client, RequestHeader, EtcdServer, EtcdPeer *Authority
}

// Ensure loads the shared authorities and the service account key, or founds them.
func Ensure(d layout.DataDir) (*Cluster, error) {
	c := &Cluster{}
	for _, a := range []struct {
		into       **Authority
		base, name string
	}{
		{&c.Server, d.TLS("server-ca"), "k3s-server-ca"},
		{&c.Client, d.TLS("client-ca"), "k3s-client-ca"},
		{&c.RequestHeader, d.TLS("request-header-ca"), "k3s-request-header-ca"},
		{&c.EtcdServer, d.EtcdTLS("server-ca"), "etcd-server-ca"},
		{&c.EtcdPeer, d.EtcdTLS("peer-ca"), "etcd-peer-ca"},
	} {
		authority, err := EnsureAuthority(a.base, a.name)
		if err != nil {
			return nil, err
		}
		*a.into = authority
	}
	return c, EnsureKey(d.TLS("service.key"))
}

// The leaves of a node, of any node: what agents ask servers for, and servers issue to themselves.

func KubeletClient(node string) Leaf {
	return Leaf{CommonName: "system:node:" + node, Organization: []string{"system:nodes"}}
}

func KubeletServing(node string, addresses []string) Leaf {
	return Leaf{CommonName: node, Names: append([]string{node, "localhost", "127.0.0.1"}, addresses...)}
}

func KubeProxyClient() Leaf  { return Leaf{CommonName: "system:kube-proxy"} }
func ControllerClient() Leaf { return Leaf{CommonName: "system:k3s-controller"} }

// IssueServer issues this server's own leaves anew, so that they always fit its addresses.
func (c *Cluster) IssueServer(o *cli.Options) error {
	d := o.DataDir
	masters := []string{"system:masters"}
	serving, etcd := ServingNames(o), etcdNames(o)
	for _, l := range []struct {
		authority *Authority
		base      string
		leaf      Leaf
	}{
		{c.Server, d.TLS("serving-kube-apiserver"), Leaf{CommonName: "kube-apiserver", Names: serving}},
		{c.Client, d.TLS("client-admin"), Leaf{CommonName: "system:admin", Organization: masters}},
		{c.Client, d.TLS("client-supervisor"), Leaf{CommonName: "system:k3s-supervisor", Organization: masters}},
		{c.Client, d.TLS("client-controller"), Leaf{CommonName: "system:kube-controller-manager"}},
		{c.Client, d.TLS("client-scheduler"), Leaf{CommonName: "system:kube-scheduler"}},
		{c.Client, d.TLS("client-kube-apiserver"), Leaf{CommonName: "system:apiserver", Organization: masters}},
		{c.Client, d.TLS("client-kube-proxy"), KubeProxyClient()},
		{c.Client, d.TLS("client-k3s-controller"), ControllerClient()},
		{c.Client, d.TLS("client-k3s-cloud-controller"), Leaf{CommonName: "k3s-cloud-controller-manager"}},
		{c.RequestHeader, d.TLS("client-auth-proxy"), Leaf{CommonName: "system:auth-proxy"}},
		{c.EtcdServer, d.EtcdTLS("server-client"), Leaf{CommonName: "etcd-server", Names: etcd}},
		{c.EtcdServer, d.EtcdTLS("client"), Leaf{CommonName: "etcd-client"}},
		{c.EtcdPeer, d.EtcdTLS("peer-server-client"), Leaf{CommonName: "etcd-peer", Names: etcd}},
		{c.Client, d.Agent("client-kubelet"), KubeletClient(o.NodeName)},
		{c.Server, d.Agent("serving-kubelet"), KubeletServing(o.NodeName, []string{o.NodeIP})},
		{c.Client, d.Agent("client-kube-proxy"), KubeProxyClient()},
		{c.Client, d.Agent("client-k3s-controller"), ControllerClient()},
	} {
		if err := l.authority.Issue(l.base, l.leaf); err != nil {
			return err
		}
	}
	// The keys of kubelets too old to bring their own.
	for _, name := range []string{"client-kubelet.key", "serving-kubelet.key"} {
		if err := EnsureKey(d.TLS(name)); err != nil {
			return err
		}
	}
	if err := atomicfile.Write(d.Agent("client-ca.crt"), c.Client.PEM, 0o644); err != nil {
		return err
	}
	return atomicfile.Write(d.Agent("server-ca.crt"), c.Server.PEM, 0o644)
}

// ServingNames are the names under which the API is reached, from hosts, nodes and pods.
func ServingNames(o *cli.Options) []string {
	names := []string{
		"127.0.0.1", "::1", "localhost", o.NodeName, o.NodeIP, o.AdvertiseAddress,
		"kubernetes", "kubernetes.default", "kubernetes.default.svc", "kubernetes.default.svc." + o.ClusterDomain,
	}
	if services, err := netip.ParsePrefix(o.ServiceCIDR); err == nil {
		names = append(names, cli.Nth(services, 1).String())
	}
	return append(names, o.ExtraSANs...)
}

func etcdNames(o *cli.Options) []string {
	return append([]string{"localhost", "127.0.0.1", "::1", "kine.sock", o.NodeName, o.NodeIP}, o.ExtraSANs...)
}
