import { BadInputError } from '../base/errors.ts'

/** What a scenario can be tagged with, for Vitest and for `--tag`. */
export const tags = [
  { name: 'core', description: 'runs in npm test' },
  { name: 'nightly', description: 'runs in npm run nightly' },
  { name: 'negative', description: 'a planted defect: the harness must see red' },
  { name: 'network', description: 'packets are lost, refused or slow' },
  { name: 'datastore', description: 'what keeps the state is struck, or there is no etcd' },
  { name: 'balancer', description: 'the load balancer is struck' },
  { name: 'agent', description: 'agents, and the servers that carry them' },
  { name: 'membership', description: 'servers join, leave or are replaced' },
  { name: 'storage', description: 'disks, data directories and quotas' },
  { name: 'trust', description: 'certificates and tokens' },
  { name: 'chaos', description: 'a schedule drawn from a seed' },
]

const names = tags.map(({ name }) => name)
const operators = ['and', 'or', 'not']
// Any of these is a whole expression again; X stands for one.
const expression = /\(\s*X\s*\)|(?:!|\bnot\s)\s*X|X\s*(?:&&|\|\||\band\b|\bor\b)\s*X/

/** Accepts a tag, or tags joined as Vitest joins them: `core || nightly`, `core and not negative`. @throws BadInputError */
export function requireTags(text: string): void {
  const hint = `the tags are ${names.join(', ')}; join them with ||, && and !`
  const unknown = text.match(/[\w-]+/g)?.find(word => ![...names, ...operators].includes(word))
  if (unknown !== undefined) throw new BadInputError(`--tag: there is no tag '${unknown}'`, { hint })
  let rest = text.replaceAll(new RegExp(`\\b(?:${names.join('|')})\\b`, 'g'), 'X')
  while (expression.test(rest)) rest = rest.replace(expression, 'X')
  if (rest.trim() !== 'X') throw new BadInputError(`--tag: '${text}' is no expression of tags`, { hint })
}
