// Package node runs what a node has beside kubeadm's own pods: containerd, kubelet, kube-proxy and the pod network, at the
// places where a host has them.
package node

const (
	kubernetesDir  = "/etc/kubernetes"
	adminConfig    = kubernetesDir + "/admin.conf" // of servers only
	kubeletConfig  = kubernetesDir + "/kubelet.conf"
	kubeletSetting = "/var/lib/kubelet/config.yaml"
	kubeadmConfig  = "/etc/kubeadm/config.yaml"
	imageArchives  = "/var/lib/holdfast/images/*.tar" // of pods, laid there by whoever made the container
	programs       = "/usr/bin/"
)
