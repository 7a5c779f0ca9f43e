import type { NodeFlags } from '../node-flags.ts'

const shared = /^--(kube-apiserver|kube-controller-manager|kube-scheduler|etcd)-arg=/

/**
 * kubeadm has no flags for its parts but a configuration; arguments are written as for a single program, and each becomes
 * an `extraArgs` of the part that it names. Those of the control plane stand once, in the ClusterConfiguration.
 */
export const kubeadmFlags: NodeFlags = {
  // Addresses with a password.
  secret: /:\/\/[^/@]*:[^/@]+@/,
  audit: /^--kube-apiserver-arg=audit-/,
  taken: {
    pattern: /^--(kube-apiserver|kube-controller-manager|kube-scheduler|etcd|kubelet)-arg=[\w-]+=/,
    hint: "write '--kube-apiserver-arg=NAME=VALUE', or one of a part that is called kube-controller-manager, kube-scheduler, etcd or kubelet",
  },
  shared,
  critical: { flags: {}, words: [] },
  whenUnequal: {
    why: 'All servers have the arguments of one ClusterConfiguration.',
    source: 'kubeadm documentation: kubeadm-config.v1beta4',
  },
}
