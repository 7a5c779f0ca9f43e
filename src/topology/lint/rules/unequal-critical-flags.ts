import { distributionOf } from '../../../distributions/distribution-of.ts'
import type { CriticalFlag, NodeFlags } from '../../../distributions/node-flags.ts'
import type { PlannedTopology } from '../plan.ts'
import type { Rule, Sighting } from '../rule.ts'

type Flags = NodeFlags['critical']['flags']

export const unequalCriticalFlags: Rule = {
  severity: 'error',
  why: ({ flags }) => flags.whenUnequal.why,
  source: ({ flags }) => flags.whenUnequal.source,
  advice: "Give all servers the same: write the flag with nodes 'server:*'.",
  look({ topology }) {
    if (topology === undefined) return []
    const { flags, words } = distributionOf(topology).flags.critical
    return [
      ...Object.keys(flags).flatMap(name => difference(name, flags, topology)),
      ...words.flatMap(({ flag, word }) => wordDifference(flag, word, topology)),
    ]
  },
}

/** What a server was given, as it is written and as it counts. */
interface Given {
  server: string
  written: string
  counts: string
}

const difference = (name: string, flags: Flags, { serverArgs }: PlannedTopology): Sighting[] =>
  unequal(
    name,
    serverArgs.map(({ server, args }) => ({
      server,
      written: writtenOf(name, flags[name]!, args) ?? 'not set',
      counts: effective(name, flags, args),
    })),
  )

/** Of a flag that takes a list, whether this word is in it. */
function wordDifference(flag: string, word: string, { serverArgs }: PlannedTopology): Sighting[] {
  const names = (argument: string) => argument.startsWith(`--${flag}=`) && argument.split(/[=,]/).includes(word)
  return unequal(
    `${flag}=${word}`,
    serverArgs.map(({ server, args }) => {
      const written = args.some(names) ? 'set' : 'not set'
      return { server, written, counts: written }
    }),
  )
}

function unequal(flag: string, all: Given[]): Sighting[] {
  const first = all[0]
  const other = all.find(({ counts }) => counts !== first?.counts)
  if (first === undefined || other === undefined) return []
  return [{ subject: `--${flag}`, found: `${first.server}: ${first.written}, but ${other.server}: ${other.written}.` }]
}

/** A server's value of a flag, its default where it is not written. */
function effective(name: string, flags: Flags, args: readonly string[]): string {
  const { kind, absent } = flags[name]!
  const written = writtenOf(name, flags[name]!, args)
  if (written === undefined) return typeof absent === 'string' ? absent : absent(other => effective(other, flags, args))
  return kind === 'switch' ? switchValue(written) : written
}

function writtenOf(name: string, { kind }: CriticalFlag, args: readonly string[]): string | undefined {
  const values = args
    .filter(arg => arg === `--${name}` || arg.startsWith(`--${name}=`))
    .map(arg => /=(.*)$/s.exec(arg)?.[1] ?? 'true')
  return kind === 'list' && values.length > 0 ? values.join() : values.at(-1)
}

/** As Go's strconv.ParseBool reads it. */
const switchValue = (written: string): string =>
  /^(1|t|T|TRUE|true|True)$/.test(written) ? 'true' : /^(0|f|F|FALSE|false|False)$/.test(written) ? 'false' : written
