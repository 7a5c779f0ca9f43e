import { once } from 'node:events'
import { parseArgs } from 'node:util'
import { type ExitCode, exitCodes, HoldfastError, hintOf, messageOf } from '../base/errors.ts'
import { terminalProgress } from '../base/terminal-progress.ts'
import { requireEngine } from '../engine/require-engine.ts'
import { lookAlikeRoles } from './look-alike.ts'
import { type PlayedStory, playStory } from './play-story.ts'
import { publishLookAlikes } from './publish.ts'
import { Registry } from './registry.ts'
import { storiesNamed } from './stories.ts'
import { storyTable } from './story-table.ts'

// The rehearsal's program, `npm run rehearsal [-- STORY…]`: plays stories on images that look like the published ones and
// are pulled from a registry on loopback. With `--serve` it plays none, but tells the environment for commands of one's
// own, and waits for Ctrl-C.
const { values: flags, positionals: names } = parseArgs({
  options: { serve: { type: 'boolean', default: false } },
  allowPositionals: true,
})

// A story that is played hears the terminal's Ctrl-C itself; what was published must still be taken away.
const interrupted = Promise.race((['SIGINT', 'SIGTERM', 'SIGHUP'] as const).map(signal => once(process, signal)))
let goesOn = true
void interrupted.then(() => {
  goesOn = false
})

async function rehearse(): Promise<ExitCode> {
  const chosen = storiesNamed(names)
  const progress = terminalProgress()
  const engine = await requireEngine(progress)
  await using registry = await Registry.start()
  try {
    const environment = await publishLookAlikes(engine, registry, lookAlikeRoles, progress)
    if (flags.serve) return await serve(environment)
    const played: PlayedStory[] = []
    for (const story of chosen) if (goesOn) played.push(await playStory(story, environment))
    console.log(storyTable(played))
    if (!goesOn) return exitCodes.interrupted
    return played.every(isGood) ? exitCodes.pass : exitCodes.fail
  } finally {
    await registry.forget(engine)
  }
}

async function serve(environment: Record<string, string>): Promise<ExitCode> {
  for (const [name, value] of Object.entries(environment)) console.log(`export ${name}=${value}`)
  await interrupted
  return exitCodes.pass
}

const isGood = ({ verdict, notPulled }: PlayedStory): boolean => verdict === 'pass' && notPulled.length === 0

try {
  process.exitCode = await rehearse()
} catch (error) {
  console.error(`rehearsal: ${messageOf(error)}${hintOf(error) ? `\nhint: ${hintOf(error)}` : ''}`)
  process.exitCode = error instanceof HoldfastError ? error.exitCode : exitCodes.couldNotTest
}
