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

/** What to do about a tag that does not exist. */
export const tagsHint = `the tags are ${names.join(', ')}`

/** Whether there is a tag of this name. */
export const isTag = (word: string): boolean => names.includes(word)

/** What is wrong with the first of these words that is not a tag; undefined when all are. */
export function strangeTag(words: readonly string[], subject: string): string | undefined {
  const stranger = words.find(word => !isTag(word))
  return stranger === undefined ? undefined : `${subject}: there is no tag '${stranger}'`
}

/** Accepts a tag, or tags joined as Vitest joins them: `core || nightly`, `core and not negative`. @throws BadInputError */
export function requireTags(text: string): void {
  const hint = `${tagsHint}; join them with ||, && and !`
  const words = (text.match(/[\w-]+/g) ?? []).filter(word => !operators.includes(word))
  const strange = strangeTag(words, '--tag')
  if (strange !== undefined) throw new BadInputError(strange, { hint })
  let rest = text.replaceAll(new RegExp(`\\b(?:${names.join('|')})\\b`, 'g'), 'X')
  while (expression.test(rest)) rest = rest.replace(expression, 'X')
  if (rest.trim() !== 'X') throw new BadInputError(`--tag: '${text}' is no expression of tags`, { hint })
}
