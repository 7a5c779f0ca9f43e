import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, join, relative, resolve } from 'node:path'
import { BadInputError, messageOf } from '../base/errors.ts'
import type { CampaignReport } from '../report/campaign-schema.ts'
import type { ComparedRun, UnrunCell } from '../report/comparison/compare.ts'
import { convertReport, type FirstReport } from '../report/convert-report.ts'
import { type RunReport, reportSchemaVersion } from '../report/report-schema.ts'
import { parseTopology } from '../topology/parse-topology.ts'

interface SavedRuns {
  runs: ComparedRun[]
  notRun: UnrunCell[]
}

const hint =
  "name the directory of a run or a campaign, such as reports/latest; 'holdfast judge RUN' writes a report anew"

/**
 * The judged runs of directories that each hold one, or a campaign.
 * @param base what the runs' directories are told relative to
 * @throws BadInputError
 */
export async function readSavedRuns(directories: readonly string[], base: string): Promise<SavedRuns> {
  const read = await Promise.all(directories.map(directory => readDirectory(directory, base)))
  return { runs: read.flatMap(({ runs }) => runs), notRun: read.flatMap(({ notRun }) => notRun) }
}

async function readDirectory(directory: string, base: string): Promise<SavedRuns> {
  if (existsSync(join(directory, 'report.json'))) {
    const report = await readReport(directory)
    return { runs: [{ report, verdict: report.verdict, ...placeOf(directory, base) }], notRun: [] }
  }
  if (!existsSync(join(directory, 'campaign.json'))) {
    throw new BadInputError(`${directory} holds neither report.json nor campaign.json`, { hint })
  }
  const { runs, comparison } = await readJson<CampaignReport>(join(directory, 'campaign.json'))
  const judged = runs.filter(run => run.directory !== '' && existsSync(join(directory, run.directory, 'report.json')))
  return {
    runs: await Promise.all(
      judged.map(async ({ verdict, directory: own }) => ({
        report: await readReport(join(directory, own)),
        verdict,
        ...placeOf(join(directory, own), base),
        source: basename(resolve(directory)),
      })),
    ),
    notRun: (comparison?.rows ?? []).flatMap(({ title, cell, notRun: reason }) =>
      reason === undefined ? [] : [{ title, cell, reason }],
    ),
  }
}

const placeOf = (directory: string, base: string) => ({
  directory: relative(base, directory),
  source: basename(resolve(directory)),
})

/** A report of an older Holdfast is told as today's. */
async function readReport(directory: string): Promise<RunReport> {
  const path = join(directory, 'report.json')
  const saved = await readJson<RunReport | FirstReport>(path)
  const report = saved.schemaVersion === 1 ? convertReport(saved) : saved
  if (report.schemaVersion !== reportSchemaVersion) {
    throw new BadInputError(`${path}: schema version ${String(report.schemaVersion)}, not ${reportSchemaVersion}`, {
      hint,
    })
  }
  return { ...report, topology: parseTopology(report.topology, path) }
}

async function readJson<T>(path: string): Promise<T> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as T
  } catch (error) {
    throw new BadInputError(`${path} cannot be read: ${messageOf(error)}`, { hint })
  }
}
