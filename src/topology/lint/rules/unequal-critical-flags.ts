import { distributionOf } from '../../../distributions/distribution-of.ts'
import type { PlannedTopology } from '../plan.ts'
import type { Rule, Sighting } from '../rule.ts'

export const unequalCriticalFlags: Rule = {
  severity: 'error',
  why: ({ flags }) => flags.whenUnequal.why,
  source: ({ flags }) => flags.whenUnequal.source,
  advice: "Give all servers the same: write the flag with nodes 'server:*'.",
  look({ topology }) {
    if (topology === undefined) return []
    const { flags, words } = distributionOf(topology).flags.critical
    return [
      ...flags.flatMap(flag => difference(flag, topology)),
      ...words.flatMap(({ flag, word }) => wordDifference(flag, word, topology)),
    ]
  },
}

function difference(flag: string, { serverArgs }: PlannedTopology): Sighting[] {
  return unequal(
    flag,
    serverArgs.map(({ server, args }) => ({ server, value: valueOfFlag(flag, args) })),
  )
}

/** Of a flag that takes a list, whether this word is in it. */
function wordDifference(flag: string, word: string, { serverArgs }: PlannedTopology): Sighting[] {
  const names = (argument: string) => argument.startsWith(`--${flag}=`) && argument.split(/[=,]/).includes(word)
  return unequal(
    `${flag}=${word}`,
    serverArgs.map(({ server, args }) => ({ server, value: args.some(names) ? 'set' : 'not set' })),
  )
}

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
