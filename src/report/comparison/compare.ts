import { type Verdict, worst } from '../../checks/verdict.ts'
import type { RunReport } from '../report-schema.ts'
import { cellNames } from './cell-names.ts'
import type { Comparison, ComparisonRow, Spread } from './comparison-schema.ts'
import { type Measure, measures } from './measures.ts'

/** A saved run, and where it is. */
export interface ComparedRun {
  report: RunReport
  /** Relative to where the comparison is shown. */
  directory: string
  /** A negative control passes when its report is red. */
  verdict: Verdict
  /** The campaign that it is taken from; it becomes part of a row's name where campaigns ran the same cell. */
  source?: string
}

/** A cell that was planned and cannot run. */
export interface UnrunCell {
  title: string
  cell: string
  reason: string
}

/** The same story over several topologies: a row a scenario and topology, the runs of one row as a spread. */
export function compare(runs: readonly ComparedRun[], notRun: readonly UnrunCell[] = []): Comparison {
  const rows = grouped(runs).map(rowOf)
  const unrun = notRun.map(
    ({ title, cell, reason }): ComparisonRow => ({ title, cell, runs: [], notRun: reason, values: {} }),
  )
  const told = measures.filter(({ id }) => rows.some(({ values }) => id in values))
  return {
    measures: told.map(({ id, title, group, unit }) => ({ id, title, group, unit })),
    rows: byStory([...rows, ...unrun]),
  }
}

const byStory = (rows: readonly ComparisonRow[]): ComparisonRow[] =>
  [...Map.groupBy(rows, ({ title }) => title).values()].flat()

interface Named extends ComparedRun {
  cell: string
}

/** Runs by scenario and topology; those of a scenario stand together. */
function grouped(runs: readonly ComparedRun[]): Named[][] {
  return [...Map.groupBy(runs, ({ report }) => report.title).values()].flatMap(own => {
    const names = cellNames(own.map(({ report }) => report))
    const story = own.map((run, index): Named => ({ ...run, cell: names[index]! }))
    const cells = [...Map.groupBy(story, ({ cell }) => cell).values()]
    const mixed = cells.some(cell => new Set(cell.map(({ source }) => source)).size > 1)
    if (!mixed) return cells
    const withSource = story.map(run => ({ ...run, cell: [run.cell, run.source].filter(Boolean).join(', ') }))
    return [...Map.groupBy(withSource, ({ cell }) => cell).values()]
  })
}

function rowOf(runs: Named[]): ComparisonRow {
  const { report, cell } = runs[0]!
  return {
    title: report.title,
    cell,
    verdict: worst(runs.map(run => run.verdict)),
    runs: runs.map(({ report, directory, verdict }) => ({ runId: report.runId, directory, verdict })),
    values: Object.fromEntries(
      measures.flatMap(measure => {
        const spread = spreadOf(measure, runs)
        return spread === undefined ? [] : [[measure.id, spread]]
      }),
    ),
  }
}

function spreadOf(measure: Measure, runs: readonly Named[]): Spread | undefined {
  const values = runs.flatMap(({ report }) => measure.of(report) ?? []).sort((a, b) => a - b)
  if (values.length === 0) return undefined
  const middle = (values.length - 1) / 2
  const median = (values[Math.floor(middle)]! + values[Math.ceil(middle)]!) / 2
  const floor = runs.map(({ report }) => measure.floor(report)).find(each => each !== undefined)
  return { min: values[0]!, median, max: values.at(-1)!, runs: values.length, ...floor }
}
