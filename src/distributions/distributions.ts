import type { Distribution } from './distribution.ts'
import { k3s } from './k3s/k3s.ts'
import { kubeadm } from './kubeadm/kubeadm.ts'

/** What is known of each distribution, by the word that topologies have for it. */
export const distributions = { k3s, kubeadm } satisfies Record<string, Distribution>

/** A topology's word for its distribution. */
export type DistributionWord = keyof typeof distributions

/** Of a topology that does not say. */
export const usualDistribution = 'k3s' satisfies DistributionWord
