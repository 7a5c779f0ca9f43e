/**
 * The version of Kubernetes that images are built with: the nodes' of kubeadm, which is told so as it would ask the
 * network for one, and of what stands in for k3s.
 */
export const kubernetesVersion = 'v1.36.3'
