import { BadInputError } from '../base/errors.ts'
import type { TopologyInput } from './topology.ts'

const kinds = ['nginx', 'haproxy', 'haproxy+keepalived', 'gobetween', 'none'] as const
const presets = ['tuned', 'plain', 'ready'] as const
const hint = `write ${kinds.join(', ')}, with :plain, :tuned or :ready behind it, or the path of a configuration file`

/** A load balancer in one word, as the command line takes it: `haproxy`, `nginx:plain`, `./nginx.conf`. @throws BadInputError */
export function loadBalancerOf(word: string): NonNullable<TopologyInput['loadBalancer']> {
  if (/[/.]/.test(word)) return { kind: kindOfFile(word), file: word }
  const [first, second, ...rest] = word.split(':')
  const kind = kinds.find(each => each === first)
  const preset = presets.find(each => each === second)
  if (kind === undefined || rest.length > 0 || (second !== undefined && preset === undefined))
    throw new BadInputError(`--load-balancer: there is no '${word}'`, { hint })
  return { kind, ...(preset === undefined ? {} : { preset }) }
}

/** Whose file it is, by its name: HAProxy's are called haproxy.cfg, and what is not is nginx'. */
const kindOfFile = (path: string): 'haproxy' | 'nginx' =>
  /(^|[/._-])haproxy|\.cfg$/i.test(path.replace(/.*\//, '')) ? 'haproxy' : 'nginx'
