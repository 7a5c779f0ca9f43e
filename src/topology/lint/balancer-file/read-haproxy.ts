import type { BalancerPool, BalancerServer, HealthCheck } from './balancer-file.ts'
import { type HaproxySection, haproxySections, type Statement } from './haproxy-sections.ts'
import { nameAndPort } from './name-and-port.ts'

const unitMs: Record<string, number> = { us: 0.001, '': 1, ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }
/** HAProxy's own (include/haproxy/defaults.h). */
const defaults = { intervalMs: 2000, fall: 3 }

/** The pools of a HAProxy file: of each `backend` and `listen` its servers, with what the `defaults` before it set. */
export function readHaproxy(text: string, file: string): BalancerPool[] {
  let inherited: Statement[] = []
  return haproxySections(text, file).flatMap(section => {
    if (section.kind === 'defaults') inherited = section.statements
    return section.kind === 'backend' || section.kind === 'listen' ? poolOf(section, inherited) : []
  })
}

function poolOf({ name, line, statements }: HaproxySection, inherited: Statement[]): BalancerPool[] {
  const all = [...inherited, ...statements]
  const servers = statements.filter(({ words }) => words[0] === 'server')
  if (servers.length === 0) return []
  const limit = last(all, 'timeout', 'connect')?.words[2]
  return [
    {
      name,
      line,
      servers: servers.map(serverOf),
      ...(limit === undefined ? {} : { connectLimitMs: haproxyMs(limit) }),
      check: checkOf(all, servers),
      sharesState: true,
      retriesElsewhere: last(all, 'option', 'redispatch') !== undefined,
    },
  ]
}

const serverOf = ({ words: [, , address = '', ...parameters], line }: Statement): BalancerServer => ({
  ...nameAndPort(address),
  line,
  resolvedAgain: parameters.includes('resolvers'),
})

/** The check of a pool is that of its worst server: one without `check` is never left out. */
function checkOf(all: Statement[], servers: Statement[]): HealthCheck {
  const common = all.filter(({ words }) => words[0] === 'default-server').flatMap(({ words }) => words.slice(1))
  const parameters = servers.map(({ words }) => [...common, ...words.slice(3)])
  if (parameters.some(words => !words.includes('check') || words.includes('no-check'))) return { kind: 'none' }
  const values = (key: string) => parameters.flatMap(words => wordAfter(words, key) ?? [])
  const pace = {
    intervalMs: Math.max(
      ...values('inter').map(haproxyMs),
      ...(values('inter').length > 0 ? [] : [defaults.intervalMs]),
    ),
    fall: Math.max(...values('fall').map(Number), ...(values('fall').length > 0 ? [] : [defaults.fall])),
  }
  const request = last(all, 'option', 'httpchk')
  if (request === undefined) return { kind: 'tcp', ...pace }
  // An own `http-check send` wins over the line of the option.
  const sent = last(all, 'http-check', 'send')?.words
  const path = (sent && wordAfter(sent, 'uri')) ?? request.words.slice(2).find(word => word.startsWith('/')) ?? '/'
  const expected = last(all, 'http-check', 'expect')?.words.join(' ') ?? ''
  return {
    kind: 'http',
    path,
    certificate: parameters.every(words => words.includes('crt')),
    acceptsRefusal: /\b40[13]\b/.test(expected),
    ...pace,
  }
}

const wordAfter = (words: readonly string[], key: string): string | undefined => {
  const at = words.lastIndexOf(key)
  return at === -1 ? undefined : words[at + 1]
}

/** The statement in force: the last one, unless it takes the option back. */
function last(statements: readonly Statement[], ...[verb, what]: [string, string]): Statement | undefined {
  const found = statements.findLast(({ words }) => words[words[0] === 'no' ? 1 : 0] === verb && words.includes(what))
  return found?.words[0] === 'no' ? undefined : found
}

/** A length of time as HAProxy reads it: milliseconds unless it says otherwise. */
function haproxyMs(text: string): number {
  const [, digits, unit] = /^(\d+)(us|ms|[smhd]?)$/.exec(text) ?? []
  return digits === undefined ? Number.NaN : Number(digits) * unitMs[unit!]!
}
