import { withoutSecrets } from '../base/without-secrets.ts'
import type { Judgement } from '../checks/judgement.ts'
import type { History } from '../history/history.ts'
import { commandsRun } from './commands-run.ts'
import { imageName } from './image-name.ts'
import { memoryAtRest } from './memory-at-rest.ts'
import type { RunReport } from './report-schema.ts'
import { reportSchemaVersion } from './report-schema.ts'
import { summaryLine } from './summary-line.ts'
import { predictionText, restartText } from './text/prediction-text.ts'
import { stageText } from './text/stage-text.ts'
import { recordSpan } from './time-span.ts'
import { wallTime } from './wall-time.ts'

/** The object of `report.json`, from a history and what the checks made of it. */
export function runReport(history: History, judgement: Judgement): RunReport {
  const { manifest, harness, problems } = history
  const { runId, scenario, command, seed, generator, topology, etcd, engine, host, holdfast, clock, takenOver } =
    manifest
  const span = recordSpan(history)
  const { verdict, control, predictions } = judgement
  const checks = judgement.checks.map(({ theory, ...check }) => ({
    ...check,
    ...(theory && { theory: predictionText(theory) }),
  }))
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
    images: manifest.images.map(image => ({ ...image, name: imageName(image) })),
    balancerFiles: manifest.balancerFiles ?? [],
    engine,
    host,
    holdfast,
    clock,
    checks,
    series: judgement.series,
    explained: judgement.explained,
    faults: judgement.faults,
    ...(takenOver && { takenOver: { formedBy: takenOver.formedBy, from: takenOver.from, gate: takenOver.gate } }),
    formation: judgement.formation,
    memory: memoryAtRest(harness),
    recovery: judgement.recovery.map(each => ({ ...each, stage: stageText(each.stage) })),
    predictions: {
      series: predictions.series.map(each => ({ ...each, words: predictionText(each) })),
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
