import type { Rule } from '../rule.ts'

const address = /^\d+\.\d+\.\d+\.\d+$|:/

export const upstreamNames: Rule = {
  severity: 'warning',
  why: 'nginx looks a name up once, when it starts: it refuses to start while one is unknown, and keeps the old address when a server comes back with another.',
  source: 'nginx manual: server, parameter resolve; kind issue 1562; k3d issue 550',
  advice: "Write addresses that stay, or 'resolve' with a resolver and a zone.",
  look: ({ balancer }) =>
    balancer?.kind !== 'nginx'
      ? []
      : balancer.pools.flatMap(({ servers }) => {
          const named = servers.filter(({ host, resolvedAgain }) => !address.test(host) && !resolvedAgain)
          if (named.length === 0) return []
          const hosts = named.map(({ host }) => host).join(', ')
          return [{ subject: `${balancer.name}, line ${named[0]!.line}`, found: `Names, not addresses: ${hosts}.` }]
        }),
}
