import type { Suite } from './clause.ts'
import { agents } from './suites/agents.ts'
import { airgap } from './suites/airgap.ts'
import { clusterReset } from './suites/cluster-reset.ts'
import { commandLine } from './suites/command-line.ts'
import { configuration } from './suites/configuration.ts'
import { datastores } from './suites/datastores.ts'
import { etcd } from './suites/etcd.ts'
import { files } from './suites/files.ts'
import { http } from './suites/http.ts'
import { image } from './suites/image.ts'
import { join } from './suites/join.ts'
import { kubeconfig } from './suites/kubeconfig.ts'
import { leases } from './suites/leases.ts'
import { lifecycle } from './suites/lifecycle.ts'
import { membership } from './suites/membership.ts'
import { ports } from './suites/ports.ts'
import { refusals } from './suites/refusals.ts'
import { snapshots } from './suites/snapshots.ts'
import { strugglingAgents } from './suites/struggling-agents.ts'
import { supervisor } from './suites/supervisor.ts'
import { tokenRotation } from './suites/token-rotation.ts'

/** The contract of the rancher/k3s image, in the order in which it is asked: what breaks a cluster comes last. */
export const suites: readonly Suite[] = [
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
