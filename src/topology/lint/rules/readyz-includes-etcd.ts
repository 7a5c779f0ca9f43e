import type { HealthCheck } from '../balancer-file/balancer-file.ts'
import { poolSightings } from '../pool-sightings.ts'
import type { Rule } from '../rule.ts'

/** Paths of the API server that ask etcd among other things. */
const healthPath = /^\/(readyz|livez|healthz)(\?|$)/

export const readyzIncludesEtcd: Rule = {
  severity: 'warning',
  why: 'During an election of etcd no server is ready by this check: the balancer takes all of them out at once, and cached reads, which would have gone on, fail as well.',
  source:
    'Kubernetes documentation: API health endpoints, exclude; measured: etcd elections of 4 to 10 s under the timers of k3s',
  advice: "Ask '/readyz?exclude=etcd&exclude=etcd-readiness'.",
  look: plan =>
    poolSightings(plan, ({ check }) =>
      asksEtcd(check) ? `The health check asks ${check.path}, which includes etcd.` : undefined,
    ),
}

const asksEtcd = (check: HealthCheck): check is Extract<HealthCheck, { kind: 'http' }> =>
  check.kind === 'http' && healthPath.test(check.path) && !excludesEtcd(check.path)

/** `/readyz` has two checks of etcd, the others one. */
function excludesEtcd(path: string): boolean {
  const excluded = new Set([...path.matchAll(/[?&]exclude=([\w-]+)/g)].map(([, name]) => name))
  return excluded.has('etcd') && (!path.startsWith('/readyz') || excluded.has('etcd-readiness'))
}
