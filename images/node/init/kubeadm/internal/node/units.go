package node

import (
	"os/exec"

	"holdfast.dev/node/internal/resolver"
	"holdfast.dev/node/kubeadm/internal/unit"
)

// generatedResolvConf lies in memory: it is written at each start of the kubelet.
const generatedResolvConf = "/run/kubelet-resolv.conf"

func containerdUnit() *unit.Unit {
	return &unit.Unit{
		Name:        "containerd",
		Description: "containerd container runtime",
		Command: func() (*exec.Cmd, error) {
			return exec.Command("/usr/bin/containerd", runtime.Arguments()...), nil
		},
	}
}

// kubeletUnit has the command line of kubeadm's own package, 10-kubeadm.conf.
func kubeletUnit() *unit.Unit {
	return &unit.Unit{
		Name:        "kubelet",
		Description: "kubelet: The Kubernetes Node Agent",
		Condition:   kubeletSetting,
		Command: func() (*exec.Cmd, error) {
			resolvConf, err := resolver.ForPods(generatedResolvConf)
			if err != nil {
				return nil, err
			}
			arguments := []string{
				"--bootstrap-kubeconfig=" + kubernetesDir + "/bootstrap-kubelet.conf",
				"--kubeconfig=" + kubeletConfig,
				"--config=" + kubeletSetting,
				"--resolv-conf=" + resolvConf,
			}
			arguments = append(arguments, environmentVariable("/var/lib/kubelet/kubeadm-flags.env", "KUBELET_KUBEADM_ARGS")...)
			arguments = append(arguments, environmentVariable("/etc/default/kubelet", "KUBELET_EXTRA_ARGS")...)
			return exec.Command(programs+"kubelet", arguments...), nil
		},
	}
}
