import type { DistributionWord } from '../../distributions/distributions.ts'
import type { DistributionDriver } from './driver.ts'
import { k3sDriver } from './k3s/k3s-driver.ts'
import { kubeadmDriver } from './kubeadm/kubeadm-driver.ts'

/** Who drives the nodes of each distribution. */
export const drivers: Record<DistributionWord, DistributionDriver> = { k3s: k3sDriver, kubeadm: kubeadmDriver }
