import type { Theme } from './line.ts'
import { agents } from './themes/agents.ts'
import { airgap } from './themes/airgap.ts'
import { clusterReset } from './themes/cluster-reset.ts'
import { commandLine } from './themes/command-line.ts'
import { configuration } from './themes/configuration.ts'
import { datastores } from './themes/datastores.ts'
import { etcd } from './themes/etcd.ts'
import { files } from './themes/files.ts'
import { http } from './themes/http.ts'
import { image } from './themes/image.ts'
import { join } from './themes/join.ts'
import { kubeconfig } from './themes/kubeconfig.ts'
import { leases } from './themes/leases.ts'
import { lifecycle } from './themes/lifecycle.ts'
import { membership } from './themes/membership.ts'
import { ports } from './themes/ports.ts'
import { refusals } from './themes/refusals.ts'
import { snapshots } from './themes/snapshots.ts'
import { strugglingAgents } from './themes/struggling-agents.ts'
import { supervisor } from './themes/supervisor.ts'
import { tokenRotation } from './themes/token-rotation.ts'

/** The contract of the rancher/k3s image, in the order in which it is asked: what breaks a cluster comes last. */
export const themes: readonly Theme[] = [
  image,
  commandLine,
  datastores,
  kubeconfig,
  files,
  http,
  supervisor,
  snapshots,
  join,
  configuration,
  ports,
  airgap,
  etcd,
  leases,
  refusals,
  tokenRotation,
  agents,
  strugglingAgents,
  lifecycle,
  membership,
  clusterReset,
]
