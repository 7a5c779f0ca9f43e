import { withoutSecrets } from '../base/without-secrets.ts'
import type { Disagreement } from '../checks/disagreement.ts'
import type { Judgement, RecoveryStage, SeriesFacts } from '../checks/judgement.ts'
import type { History } from '../history/history.ts'
import { causeEntries } from './cause-entries.ts'
import { checkEntry } from './check-entry.ts'
import { commandsRun } from './commands-run.ts'
import { imageName } from './image-name.ts'
import { memoryAtRest } from './memory-at-rest.ts'
import type { RunReport } from './report-schema.ts'
import { reportSchemaVersion } from './report-schema.ts'
import { startTimersEntry } from './start-timers-entry.ts'
import { summaryLine } from './summary-line.ts'
import { disagreementText } from './text/disagreement-text.ts'
import { formationText } from './text/formation-text.ts'
import { predictionText, restartText } from './text/prediction-text.ts'
import { stageDetailText, stageText } from './text/stage-text.ts'
import { recordSpan } from './time-span.ts'
import { wallTime } from './wall-time.ts'

/** The object of `report.json`, from a history and what the checks made of it. */
export function runReport(history: History, judgement: Judgement): RunReport {
  const { manifest, harness, problems } = history
  const { runId, scenario, command, seed, generator, topology, etcd, engine, host, holdfast, clock, takenOver } =
    manifest
  const span = recordSpan(history)
  const { verdict, control, predictions } = judgement
  const checks = judgement.checks.map(checkEntry)
  return withoutSecrets<RunReport>({
    schemaVersion: reportSchemaVersion,
    runId,
    ...scenario,
    verdict,
    ...(control && { control }),
    summary: summaryLine({ verdict, control, checks }),
    command,
    seed,
    generator,
    startedAt: wallTime(span.fromUs, clock).toISOString(),
    endedAt: wallTime(span.toUs, clock).toISOString(),
    durationMs: Math.round((span.toUs - span.fromUs) / 1000),
    timing: topology.timing,
    ...(etcd && { etcd }),
    topology,
    lint: manifest.lint ?? [],
    images: manifest.images.map(image => ({ ...image, name: imageName(image, manifest.topology) })),
    balancerFiles: manifest.balancerFiles ?? [],
    engine,
    host,
    holdfast,
    clock,
    checks,
    series: judgement.series.map(seriesEntry),
    explained: judgement.explained,
    faults: judgement.faults,
    ...(takenOver && { takenOver: { formedBy: takenOver.formedBy, from: takenOver.from, gate: takenOver.gate } }),
    formation: judgement.formation.map(step => ({ ...step, text: formationText(step.stage) })),
    ...startTimersEntry(manifest),
    memory: memoryAtRest(harness),
    recovery: judgement.recovery.map(recoveryEntry),
    predictions: {
      series: predictions.series.map(each => ({ ...disagreementEntry(each), words: predictionText(each) })),
      restarts: predictions.restarts.map(each => ({ ...each, words: restartText(each) })),
    },
    notes: harness.flatMap(record => (record.type === 'note' ? [{ atUs: record.atUs, text: record.text }] : [])),
    commands: commandsRun(harness),
    problems,
    clockSteps: harness.flatMap(record =>
      record.type === 'clock-step' ? [{ atUs: record.atUs, stepMs: record.stepMs }] : [],
    ),
  })
}

function seriesEntry({ failed, stalled, ...facts }: SeriesFacts): RunReport['series'][number] {
  const entries = ({ outages, episodes }: SeriesFacts['failed']) => ({
    outages: outages.map(({ causes, ...outage }) => ({ ...outage, causes: causeEntries(causes) })),
    episodes,
  })
  return { ...facts, failed: entries(failed), stalled: entries(stalled) }
}

/** How a prediction is missed, in words and as data. */
const disagreementEntry = <Measured extends { disagreement?: Disagreement }>({
  disagreement,
  ...measured
}: Measured) => ({
  ...measured,
  ...(disagreement && { disagreement: disagreementText(disagreement), disagreementData: disagreement }),
})

const recoveryEntry = ({ detail, ...recovered }: RecoveryStage): RunReport['recovery'][number] => ({
  ...disagreementEntry(recovered),
  text: stageText(recovered.stage),
  ...(detail && { note: stageDetailText(detail), noteData: detail }),
})
