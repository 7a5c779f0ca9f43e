import { basename } from 'node:path'
import { formatMs } from '../base/duration.ts'
import { usualDistribution } from '../distributions/distributions.ts'
import type { ListedScenario } from '../scenario/list-scenarios.ts'
import { type ExpectedStandIn, statedDurationMs, totalMs } from '../scenario/listed-duration.ts'
import { countWords } from '../topology/count-words.ts'
import type { Topology } from '../topology/topology.ts'

/** Scenarios as lines for people: name, expected duration, tags, topology, title; the last line counts and sums. */
export function scenarioTable(scenarios: readonly ListedScenario[], isStandIn: ExpectedStandIn): string[] {
  const names = scenarios.map(scenario => basename(scenario.file, '.scenario.ts'))
  const rows = scenarios.map((scenario, index) => [
    names[index]!,
    durationText(statedDurationMs(scenario, isStandIn)),
    scenario.tags.join(', '),
    'unfit' in scenario.plan ? `cannot run: ${scenario.plan.unfit}` : fewWords(scenario.plan.topology),
    scenario.title,
  ])
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map(row => row[column]!.length))) ?? []
  const lines = rows.map(row =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  )
  const minutes = Math.ceil(totalMs(scenarios, isStandIn) / 60_000)
  return [...lines, '', `${scenarios.length} scenarios, about ${minutes} min one after another`]
}

const fewWords = ({ distribution, datastore, loadBalancer, ...counts }: Topology): string =>
  [
    ...(distribution === usualDistribution ? [] : [distribution]),
    countWords(counts),
    datastore,
    loadBalancer.kind,
  ].join(', ')

const durationText = (ms: number | undefined): string => (ms === undefined ? '–' : formatMs(ms))
