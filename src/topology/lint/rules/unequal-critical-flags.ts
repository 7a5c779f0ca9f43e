import type { PlannedTopology } from '../plan.ts'
import type { Rule, Sighting } from '../rule.ts'

/** Flags that k3s compares when a server joins, or whose documentation wants them equal (k3s-contract, section 2). */
const critical = [
  'agent-token-file',
  'cluster-cidr',
  'cluster-dns',
  'cluster-domain',
  'disable-cloud-controller',
  'disable-helm-controller',
  'disable-kube-proxy',
  'disable-network-policy',
  'egress-selector-mode',
  'embedded-registry',
  'flannel-backend',
  'flannel-external-ip',
  'flannel-ipv6-masq',
  'secrets-encryption',
  'secrets-encryption-provider',
  'service-cidr',
  'supervisor-metrics',
]

export const unequalCriticalFlags: Rule = {
  severity: 'error',
  why: "A server that joins with other critical flags ends with 'critical configuration value mismatch'; with a datastore outside nobody compares them, and the servers work against each other.",
  source: 'k3s documentation: k3s server, critical configuration values; k3s pkg/daemons/config/types.go',
  advice: "Give all servers the same: write the flag with nodes 'server:*'.",
  look: ({ topology }) =>
    topology === undefined ? [] : [...critical.flatMap(flag => difference(flag, topology)), ...servicelb(topology)],
}

function difference(flag: string, { serverArgs }: PlannedTopology): Sighting[] {
  return unequal(
    flag,
    serverArgs.map(({ server, args }) => ({ server, value: valueOfFlag(flag, args) })),
  )
}

/** Of the parts that can be disabled only this one is compared. */
const servicelb = ({ serverArgs }: PlannedTopology): Sighting[] =>
  unequal(
    'disable=servicelb',
    serverArgs.map(({ server, args }) => ({
      server,
      value: args.some(arg => /^--disable=(.*,)?servicelb(,|$)/.test(arg)) ? 'set' : 'not set',
    })),
  )

function unequal(flag: string, values: { server: string; value: string }[]): Sighting[] {
  const first = values[0]
  const other = values.find(({ value }) => value !== first?.value)
  if (first === undefined || other === undefined) return []
  return [{ subject: `--${flag}`, found: `${first.server}: ${first.value}, but ${other.server}: ${other.value}.` }]
}

/** The last one counts; a flag alone is true. */
function valueOfFlag(flag: string, args: readonly string[]): string {
  const written = args.findLast(arg => arg === `--${flag}` || arg.startsWith(`--${flag}=`))
  if (written === undefined) return 'not set'
  const [, value = 'true'] = /=(.*)$/s.exec(written) ?? []
  return value
}
