import { formationStageOf } from '../history/old-formation-stage.ts'
import { type Operation, rejoinStages } from '../history/records.ts'
import { type ReportedCheck, type RunReport, reportSchemaVersion } from './report-schema.ts'

type Stage = RunReport['recovery'][number]['stage']
type OldStage = Omit<RunReport['recovery'][number], 'stage' | 'text'> & { stage: string }
/** But for its causes, which are of another shape. */
type OldSeries = RunReport['series'][number]

type OldCheck = Omit<ReportedCheck, 'kind' | `${string}Data` | `${string}Value`>

/** `report.json` as its first schema had it, in which a sentence was all there was; the older, the less. */
export type FirstReport = Omit<
  RunReport,
  'schemaVersion' | 'checks' | 'formation' | 'recovery' | 'series' | 'memory' | 'lint'
> & {
  schemaVersion: 1
  checks: OldCheck[]
  formation: { stage: string; node?: string | undefined; afterMs: number }[]
  recovery: OldStage[]
  series: OldSeries[]
  memory?: RunReport['memory']
  lint?: RunReport['lint']
}

/** What a comparison asks of a report, of one with the first schema. It asks for no causes, so these are left out. */
export function convertReport(report: FirstReport): RunReport {
  const { memory = [], lint = [], checks, formation, recovery, series, faults } = report
  const nodeOf = (fault: string) => faults.find(({ id }) => id === fault)?.node ?? ''
  return {
    ...report,
    schemaVersion: reportSchemaVersion,
    memory,
    lint,
    checks: checks.map(converted),
    series: series.map(({ failed, stalled, ...facts }) => ({
      ...facts,
      failed: withoutCauses(failed),
      stalled: withoutCauses(stalled),
    })),
    formation: formation.flatMap(old => {
      const stage = formationStageOf(old.stage)
      return stage === undefined ? [] : [{ ...old, stage, text: old.stage }]
    }),
    recovery: recovery.flatMap(old => {
      const stage = stageOf(old.stage, nodeOf(old.fault))
      return stage === undefined ? [] : [{ ...old, stage, text: old.stage }]
    }),
  }
}

/** Whether a node came back in time or not at all stood in what was measured alone. */
function converted(check: OldCheck): ReportedCheck {
  const reasonData = { kind: 'in-words' }
  if (!check.id.startsWith('rejoin/')) return { ...check, kind: check.id, reasonData }
  const isBack = !/^(not |changed)/.test(check.measured ?? '')
  return { ...check, kind: 'rejoin', reasonData, ...(!isBack && { measuredValue: { outcome: 'not-reached' } }) }
}

const withoutCauses = ({ outages, episodes }: OldSeries['failed']): OldSeries['failed'] => ({
  outages: outages.map(outage => ({ ...outage, causes: [] })),
  episodes,
})

const operations: Record<string, Operation> = {
  'cached reads': 'cached-read',
  'quorum reads': 'quorum-read',
  writes: 'write',
  'DNS answers': 'dns',
  'answers of a Service': 'service',
}

/** The sentences of stages, and what they meant. */
const stages: readonly [pattern: RegExp, stageOf: (parts: string[], victim: string) => Stage | undefined][] = [
  [/^redundancy restored$/, () => ({ kind: 'redundancy-restored' })],
  [/^node NotReady noticed$/, (_, node) => ({ kind: 'not-ready', node })],
  [/^lease (\S+) moved$/, ([lease = '']) => ({ kind: 'lease-moved', lease })],
  [/^endpoints without (\S+)$/, ([node = '']) => ({ kind: 'endpoints-without', node })],
  [/^endpoints with (\S+)$/, ([node = '']) => ({ kind: 'endpoints-with', node })],
  [/^pods of (\S+) replaced$/, ([node = '']) => ({ kind: 'pods-replaced', node })],
  [/^new pod (\S+)$/, ([word]) => oneOf(['bound', 'started', 'running'], word, stage => ({ kind: 'new-pod', stage }))],
  [
    /^(.+?)( from a pod)? back$/,
    ([words, fromPod]) => {
      const operation = operations[words!]
      return operation && { kind: 'operation-back', operation, by: fromPod === undefined ? 'client' : 'pod' }
    },
  ],
  [/^(\S+:\d+) (\S+)$/, ([node = '', word]) => oneOf(rejoinStages, word, stage => ({ kind: 'rejoined', node, stage }))],
]

function stageOf(words: string, victim: string): Stage | undefined {
  for (const [pattern, of] of stages) {
    const match = pattern.exec(words)
    if (match) return of(match.slice(1), victim)
  }
  return undefined
}

const oneOf = <Word extends string>(words: readonly Word[], word: string | undefined, of: (word: Word) => Stage) => {
  const known = words.find(each => each === word)
  return known && of(known)
}
