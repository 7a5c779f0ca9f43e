package node

import (
	"fmt"
	"path/filepath"
	"strings"

	"holdfast.dev/node/internal/atomicfile"
	"holdfast.dev/node/internal/resolver"
	"holdfast.dev/node/k3s/internal/cli"
	"holdfast.dev/node/k3s/internal/layout"
	"holdfast.dev/node/k3s/internal/process"
)

// generatedResolvConf is where k3s has the file that it writes.
const generatedResolvConf = "/tmp/k3s-resolv.conf"

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
	resolvConf := o.ResolvConf
	if resolvConf == "" {
		var err error
		if resolvConf, err = resolver.ForPods(generatedResolvConf); err != nil {
			return process.Spec{}, err
		}
	}
	directory := d.Agent("etc", "kubelet.conf.d")
	text := fmt.Appendf(nil, kubeletDefaults,
		d.Agent("client-ca.crt"), o.ClusterDNS, o.ClusterDomain, layout.ContainerdSocket, resolvConf,
		d.Agent("pod-manifests"), d.Agent("serving-kubelet.crt"), d.Agent("serving-kubelet.key"))
	if err := atomicfile.Write(filepath.Join(directory, "00-k3s-defaults.conf"), text, 0o600); err != nil {
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
	return Component("kubelet", arguments), nil
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
	return Component("kube-proxy", arguments)
}

// Component is an upstream program with its flags.
func Component(name string, arguments process.Arguments) process.Spec {
	return process.Spec{
		Name: name, Path: layout.Kubernetes, Args: append([]string{name}, arguments.Flags()...), Fatal: process.Exited,
	}
}
