import type { NodeSizing } from '../node-sizing.ts'

/** `leastBytes`: a master of three beside each other on one host, as measured; `statedBytes`: what kubeadm's guide asks of a machine. */
export const kubeadmSizing: NodeSizing = {
  server: { leastBytes: 440 * 2 ** 20, statedBytes: { embeddedEtcd: 2e9, otherwise: 2e9 }, cores: 0.25 },
  agent: { statedBytes: 2e9 },
  statedBy: "kubeadm's documentation",
  source:
    'kubeadm documentation: Installing kubeadm, 2 GB or more for a machine; a master here takes 440 MiB, measured',
}
