import { existsSync } from 'node:fs'
import { Command } from 'commander'
import { durationMs } from '../base/duration.ts'
import { BadInputError } from '../base/errors.ts'
import { ownCommand } from '../base/own-command.ts'
import { freshSeed, parseSeed } from '../base/seed.ts'
import { terminalProgress } from '../base/terminal-progress.ts'
import { type Draw, drawSchedule } from '../chaos/draw-schedule.ts'
import { fallenAway } from '../chaos/fallen-away.ts'
import type { Schedule } from '../chaos/schedule.ts'
import { scheduleFile } from '../chaos/schedule-file.ts'
import { durationBoundsMs } from '../chaos/schedule-schema.ts'
import { lintTopology } from '../cluster/lint-topology.ts'
import { balancerOf } from '../cluster/load-balancers/balancer-of.ts'
import { startTimersOf } from '../distributions/start-timers-of.ts'
import { requireEngine } from '../engine/require-engine.ts'
import { drawnFaults } from '../faults/drawn-faults.ts'
import { choiceFor } from '../images/images-of.ts'
import { requireReports } from '../run/directories.ts'
import { pathsFrom } from '../run/paths-from.ts'
import { queueVariable } from '../run/queue.ts'
import { readSchedule } from '../scenario/read-schedule.ts'
import { formationWaitMs } from '../topology/formation-wait.ts'
import { requireSound } from '../topology/lint/require-sound.ts'
import { riskLine } from '../topology/lint/risk-line.ts'
import { overrideTopology } from '../topology/override-topology.ts'
import { parseTopology } from '../topology/parse-topology.ts'
import type { Topology, TopologyInput } from '../topology/topology.ts'
import { hostFeatures } from './host-features.ts'
import { openingLines } from './opening-lines.ts'
import { prepare } from './prepare.ts'
import { printCampaign } from './print-campaign.ts'
import { requireFitting, requireHost } from './require-faults.ts'
import { runScenarios } from './scenario-runner.ts'
import { addTopologyOptions, type TopologyFlags, topologyFromFlags, typedFlags } from './topology-options.ts'

/** The story that follows whatever schedule it is given. */
const story = 'scenarios/chaos.scenario.ts'
const usualDuration = '15m'
// Formation before it; settling, the planted outages and the final reads after it, on 2 cores.
const aroundMs = 120_000

interface ChaosFlags extends TopologyFlags {
  duration?: string
  seed?: string
  faults?: string
  breakQuorum?: boolean
  schedule?: string
  print?: boolean
  queue?: boolean
  json?: boolean
}

/** `holdfast chaos` */
export const chaosCommand = (): Command =>
  addTopologyOptions(
    new Command('chaos')
      .description('Strikes a cluster with faults drawn from a seed, under all probes, and judges every promise.')
      .option('--duration <length>', `how long, healing included (default: ${usualDuration})`)
      .option('--seed <number>', 'draw the same schedule as an earlier run (default: a new one)')
      .option('--faults <names>', "draw from these alone, such as kill,pause; 'holdfast faults' lists all")
      .option('--break-quorum', "deliberately take the datastore's quorum away, and more than that at once")
      .option('--schedule <file>', 'run this schedule instead of drawing one')
      .option('--print', 'only print the schedule')
      .option('--no-queue', 'do not wait for other runs on this machine: they then disturb each other')
      .option('--json', 'print campaign.json instead of tables'),
  )
    .addHelpText('after', '\nExample:\n  $ holdfast chaos --duration 5m --seed 7 --servers 5')
    .action(chaos)

async function chaos({ print = false, queue = true, json = false, ...flags }: ChaosFlags): Promise<void> {
  const { schedule, fallen } = flags.schedule === undefined ? drawn(flags) : given(flags.schedule, flags)
  requireFitting(schedule)
  const text = scheduleFile(schedule)
  const notDrawn = fallen.map(reason => `not drawn: ${reason}`)
  if (print) {
    for (const line of notDrawn) console.error(line)
    process.stdout.write(text)
    return
  }
  if (!queue) process.env[queueVariable] = 'off'
  await requireReports()
  const { seed, topology } = schedule
  if (!existsSync(story))
    throw new BadInputError(`there is no scenario file ${story}`, { hint: 'start in a clone of Holdfast' })
  balancerOf(topology)
  const risks = lintTopology(topology)
  requireSound(risks, 'chaos')
  const progress = terminalProgress()
  const choice = choiceFor(topology)
  const lines = await openingLines({
    what: `${schedule.faults.length} faults:`,
    seed,
    usualMs: isStandIn =>
      schedule.durationMs + aroundMs + formationWaitMs(topology, startTimersOf(topology, isStandIn(topology))),
    choices: [choice],
    risks: [riskLine(risks) ?? []].flat(),
  })
  for (const line of lines) progress.note(line)
  for (const line of notDrawn) progress.note(line)
  for (const line of text.trimEnd().split('\n')) progress.note(line)
  await prepare(progress, choice)
  await requireHost(schedule, async () => hostFeatures(await requireEngine(progress), choice))
  const { directory, exitCode } = await runScenarios({
    files: [story],
    seed,
    topology,
    schedule: { text, command: commandOf(flags, schedule) },
  })
  await printCampaign(directory, { json })
  process.exitCode = exitCode
}

interface Planned {
  schedule: Schedule
  /** Of the faults that were named those that cannot be drawn, and why. */
  fallen: string[]
}

function drawn(flags: ChaosFlags): Planned {
  const { duration = usualDuration, seed, faults, breakQuorum = false } = flags
  const lengthMs = durationMs(duration, '--duration')
  if (lengthMs < durationBoundsMs.least || lengthMs > durationBoundsMs.most) {
    throw new BadInputError(`--duration: ${duration} is not from 1m to 2h`)
  }
  const draw: Draw = {
    seed: seed === undefined ? freshSeed() : parseSeed(seed),
    durationMs: lengthMs,
    quorum: breakQuorum ? 'break' : 'keep',
    topology: topologyOf(topologyFromFlags(flags), 'the command line'),
    faults: drawnFaults(faults?.split(',').map(name => name.trim())),
  }
  return { schedule: drawSchedule(draw), fallen: faults === undefined ? [] : fallenAway(draw) }
}

/** A schedule's file says all itself but what it runs on: flags replace fields of its topology. */
function given(file: string, flags: ChaosFlags): Planned {
  const { duration, faults, breakQuorum, seed } = flags
  const drawing = Object.entries({ '--duration': duration, '--faults': faults, '--break-quorum': breakQuorum })
  const [flag] = drawing.find(([, value]) => value !== undefined) ?? []
  if (flag !== undefined) throw new BadInputError(`${flag} is for drawing a schedule, and ${file} is one`)
  const schedule = readSchedule(file)
  const own = {
    ...(seed === undefined ? {} : { seed: parseSeed(seed) }),
    topology: topologyOf(overrideTopology(schedule.topology, topologyFromFlags(flags)), file),
  }
  return { schedule: { ...schedule, ...own }, fallen: [] }
}

/** A schedule's file may be kept anywhere: what it names is found from there too. */
const topologyOf = (input: TopologyInput, subject: string): Topology =>
  parseTopology(pathsFrom(process.cwd(), input), subject)

/** What draws and runs the same again. */
function commandOf(flags: ChaosFlags, { seed }: Schedule): string {
  const own =
    flags.schedule === undefined
      ? [
          `--duration ${flags.duration ?? usualDuration}`,
          ...(flags.faults === undefined ? [] : [`--faults ${flags.faults}`]),
          ...(flags.breakQuorum ? ['--break-quorum'] : []),
        ]
      : [`--schedule ${flags.schedule}`]
  return [`${ownCommand} chaos`, ...own, `--seed ${seed}`, typedFlags(flags)].join(' ').trimEnd()
}
