import { BadInputError } from '../base/errors.ts'

/** One story of the rehearsal: what `holdfast run` is told. */
export interface Story {
  name: string
  /** Beside the name of its file. */
  flags?: readonly string[]
}

const core = ['server-crash', 'server-stop', 'balancer-crash', 'cut-from-peers', 'paused-server', 'two-members-lost']

/** What is played on images that look like the published ones: core stories, and those that ask an image for the most. */
export const stories: readonly Story[] = [
  ...core.map(name => ({ name })),
  { name: 'database-restart' },
  { name: 'database-restart', flags: ['--datastore', 'mysql'] },
  { name: 'space-alarm', flags: ['--datastore', 'external-etcd'] },
  { name: 'only-dns-host-crash' },
  { name: 'no-rejoin' },
  { name: 'third-rejoin' },
  { name: 'faults-storage' },
  { name: 'replace-server' },
]

/** A story as it is typed after `holdfast run`. */
export const wordsOf = ({ name, flags = [] }: Story): string => [name, ...flags].join(' ')

/** The stories of these names, all without one. @throws BadInputError for a name that none has */
export function storiesNamed(names: readonly string[]): readonly Story[] {
  const known = new Set(stories.map(({ name }) => name))
  const unknown = names.find(name => !known.has(name))
  if (unknown !== undefined)
    throw new BadInputError(`the rehearsal has no story '${unknown}'`, { hint: `it has ${[...known].join(', ')}` })
  return names.length === 0 ? stories : stories.filter(({ name }) => names.includes(name))
}
