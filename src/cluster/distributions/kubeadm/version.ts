/** The version of Kubernetes that the node image holds: kubeadm would ask the network for one. */
export const kubernetesVersion = 'v1.36.3'
