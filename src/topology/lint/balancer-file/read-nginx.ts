import type { BalancerPool, BalancerServer, HealthCheck } from './balancer-file.ts'
import { nameAndPort } from './name-and-port.ts'
import { type NginxDirective, nginxDirectives } from './nginx-directives.ts'

const unitMs: Record<string, number> = { ms: 1, '': 1000, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }
/** `health_check` of the commercial nginx (nginx.org, ngx_stream_upstream_hc_module). */
const commercialCheck = { intervalMs: 5000, fall: 1 }

/** The pools of an nginx file: of each listener under `stream` the servers that it passes connections to. */
export function readNginx(text: string, file: string): BalancerPool[] {
  const top = nginxDirectives(text, file)
  const workers = argOf(top, 'worker_processes') ?? '1'
  return named(top, 'stream').flatMap(({ block: stream = [] }) =>
    named(stream, 'server').flatMap(server => poolOf(server, stream, workers)),
  )
}

function poolOf(listener: NginxDirective, stream: NginxDirective[], workers: string): BalancerPool[] {
  const own = listener.block ?? []
  const target = argOf(own, 'proxy_pass')
  if (target === undefined) return []
  const upstream = named(stream, 'upstream').find(({ args }) => args[0] === target)
  const inside = upstream?.block ?? []
  // What a listener does not set it has from the whole stream.
  const setting = (name: string) => argOf(own, name) ?? argOf(stream, name)
  const limit = setting('proxy_connect_timeout')
  const shared = named(inside, 'zone').length > 0
  return [
    {
      name: target,
      line: (upstream ?? listener).line,
      servers: upstream ? named(inside, 'server').map(serverOf) : [directTarget(target, listener.line)],
      ...(limit === undefined ? {} : { connectLimitMs: nginxMs(limit) }),
      check: checkOf(own),
      sharesState: shared || workers === '1',
      retriesElsewhere: setting('proxy_next_upstream') !== 'off',
    },
  ]
}

const serverOf = ({ args: [address = '', ...parameters], line }: NginxDirective): BalancerServer => ({
  ...nameAndPort(address),
  line,
  resolvedAgain: parameters.includes('resolve'),
})

/** A variable in the address is looked up for every connection. */
const directTarget = (target: string, line: number): BalancerServer => ({
  ...nameAndPort(target),
  line,
  resolvedAgain: target.includes('$'),
})

function checkOf(listener: NginxDirective[]): HealthCheck {
  const [check] = named(listener, 'health_check')
  if (check === undefined) return { kind: 'none' }
  const value = (key: string) => check.args.find(arg => arg.startsWith(`${key}=`))?.slice(key.length + 1)
  const interval = value('interval')
  return {
    kind: 'tcp',
    intervalMs: interval === undefined ? commercialCheck.intervalMs : nginxMs(interval),
    fall: Number(value('fails') ?? commercialCheck.fall),
  }
}

/** A length of time as nginx reads it: seconds unless it says otherwise, several parts are added. */
function nginxMs(text: string): number {
  const parts = [...text.matchAll(/(\d+)(ms|[smhd]?)/g)]
  return parts.reduce((sum, [, digits, unit]) => sum + Number(digits) * unitMs[unit!]!, 0)
}

const named = (directives: readonly NginxDirective[], name: string): NginxDirective[] =>
  directives.filter(directive => directive.name === name)

const argOf = (directives: readonly NginxDirective[], name: string): string | undefined =>
  named(directives, name).at(-1)?.args[0]
