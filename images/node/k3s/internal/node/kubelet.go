package node

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"

	"holdfast.dev/node/k3s/internal/cli"
	"holdfast.dev/node/k3s/internal/layout"
	"holdfast.dev/node/k3s/internal/process"
)

// kubeletDefaults is the first drop-in of the kubelet's configuration directory; later ones override it.
// Inside a container the kubelet owns neither cgroups nor disk, so it enforces and evicts nothing,
// and as there may be no registry it never collects images.
const kubeletDefaults = `apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
address: 0.0.0.0
authentication:
  anonymous:
    enabled: false
  webhook:
    enabled: true
  x509:
    clientCAFile: %s
authorization:
  mode: Webhook
cgroupDriver: cgroupfs
cgroupsPerQOS: false
clusterDNS:
- %s
clusterDomain: %s
containerRuntimeEndpoint: unix://%s
enforceNodeAllocatable: []
evictionHard:
  imagefs.available: 0%%
  nodefs.available: 0%%
  nodefs.inodesFree: 0%%
failCgroupV1: false
failSwapOn: false
healthzBindAddress: 127.0.0.1
imageGCHighThresholdPercent: 100
localStorageCapacityIsolation: false
makeIPTablesUtilChains: true
oomScoreAdj: 0
readOnlyPort: 0
resolvConf: %s
serializeImagePulls: false
staticPodPath: %s
tlsCertFile: %s
tlsPrivateKeyFile: %s
`

// Kubelet writes the drop-in and says how to start.
func Kubelet(o *cli.Options) (process.Spec, error) {
	d := o.DataDir
	resolvConf, err := resolvConf(o)
	if err != nil {
		return process.Spec{}, err
	}
	directory := d.Agent("etc", "kubelet.conf.d")
	text := fmt.Appendf(nil, kubeletDefaults,
		d.Agent("client-ca.crt"), o.ClusterDNS, o.ClusterDomain, layout.ContainerdSocket, resolvConf,
		d.Agent("pod-manifests"), d.Agent("serving-kubelet.crt"), d.Agent("serving-kubelet.key"))
	if err := layout.Write(filepath.Join(directory, "00-k3s-defaults.conf"), text, 0o600); err != nil {
		return process.Spec{}, err
	}
	arguments := process.Arguments{
		"config-dir":        {directory},
		"containerd":        {layout.ContainerdSocket},
		"hostname-override": {o.NodeName},
		"kubeconfig":        {d.Agent("kubelet.kubeconfig")},
		"node-ip":           {o.NodeIP},
	}
	if len(o.Labels) > 0 {
		arguments["node-labels"] = []string{strings.Join(o.Labels, ",")}
	}
	if len(o.Taints) > 0 {
		arguments["register-with-taints"] = []string{strings.Join(o.Taints, ",")}
	}
	arguments.Merge(o.KubeletArgs)
	return process.Spec{Name: "kubelet", Path: layout.Kubernetes, Args: append([]string{"kubelet"}, arguments.Flags()...)}, nil
}

// KubeProxy leaves conntrack's limits alone: a container may not write them.
func KubeProxy(o *cli.Options) process.Spec {
	arguments := process.Arguments{
		"cluster-cidr":                      {o.ClusterCIDR},
		"conntrack-max-per-core":            {"0"},
		"conntrack-tcp-timeout-close-wait":  {"0"},
		"conntrack-tcp-timeout-established": {"0"},
		"healthz-bind-address":              {"127.0.0.1"},
		"hostname-override":                 {o.NodeName},
		"kubeconfig":                        {o.DataDir.Agent("kubeproxy.kubeconfig")},
		"proxy-mode":                        {"iptables"},
	}
	arguments.Merge(o.KubeProxyArgs)
	return process.Spec{Name: "kube-proxy", Path: layout.Kubernetes, Args: append([]string{"kube-proxy"}, arguments.Flags()...)}
}

// generatedResolvConf replaces a host file that names only servers a pod cannot reach, such as an engine's 127.0.0.11.
const generatedResolvConf = "/tmp/k3s-resolv.conf"

func resolvConf(o *cli.Options) (string, error) {
	if o.ResolvConf != "" {
		return o.ResolvConf, nil
	}
	const system = "/etc/resolv.conf"
	if content, err := os.ReadFile(system); err == nil && namesGlobalServer(string(content)) {
		return system, nil
	}
	return generatedResolvConf, os.WriteFile(generatedResolvConf, []byte("nameserver 8.8.8.8\n"), 0o644)
}

// namesGlobalServer reports whether all nameservers, and at least one, are global unicast addresses.
func namesGlobalServer(text string) bool {
	found := false
	for line := range strings.Lines(text) {
		fields := strings.Fields(line)
		if len(fields) < 2 || fields[0] != "nameserver" {
			continue
		}
		if address := net.ParseIP(fields[1]); address == nil || !address.IsGlobalUnicast() {
			return false
		}
		found = true
	}
	return found
}
