package cli

import "slices"

// AgentFlags are those of `k3s agent`.
var AgentFlags = ServerFlags.only(agentFlagNames)

var agentFlagNames = []string{
	"config", "debug", "v", "vmodule", "log", "alsologtostderr", "data-dir",
	"server", "token", "token-file",
	"bind-address", "lb-server-port",
	"node-name", "with-node-id", "node-ip", "node-external-ip", "node-label", "node-taint",
	"kubelet-arg", "kube-proxy-arg", "resolv-conf",
	"flannel-iface", "flannel-conf", "flannel-cni-conf",
	"snapshotter", "container-runtime-endpoint", "image-service-endpoint", "pause-image", "private-registry", "airgap-extra-registry",
	"prefer-bundled-bin", "protect-kernel-defaults", "selinux", "docker", "rootless", "enable-pprof",
}

func (flags Flags) only(names []string) Flags {
	return slices.DeleteFunc(slices.Clone(flags), func(flag Flag) bool { return !slices.Contains(names, flag.Name) })
}
