import { Command } from 'commander'
import { BadInputError, HoldfastError } from '../base/errors.ts'
import { isOfThisHost } from '../base/owner.ts'
import { type Engine, openEngine } from '../engine/engine.ts'
import { findEngine } from '../engine/find-engine.ts'
import { stopPrivateEngine } from '../engine/private-engine.ts'
import { privateHost } from '../engine/private-paths.ts'
import { cleanUpRun } from '../run/clean-up.ts'
import { fateOf } from '../run/fate.ts'
import { type FoundRun, findRuns } from '../run/find-runs.ts'
import { collectGarbage } from '../run/gc.ts'

/** `holdfast down` */
export const downCommand = (): Command =>
  new Command('down')
    .description("Removes clusters that 'holdfast up' left: all of this machine's, or the one named.")
    .argument('[id]', "a cluster's id, as 'holdfast up' printed it")
    .option('--engine', 'stop the private engine too, if Holdfast started one')
    .addHelpText('after', '\nExample:\n  $ holdfast down --engine')
    .action(down)

async function down(id: string | undefined, { engine: stopEngine = false }: { engine?: boolean }): Promise<void> {
  const engines = await reachableEngines()
  let removed = 0
  for (const engine of engines) removed += await removeKept(engine, id)
  if (id !== undefined && removed === 0) {
    throw new BadInputError(`there is no cluster '${id}'`, {
      hint: "'holdfast gc --dry-run' names those that are left",
    })
  }
  if (removed === 0) console.log('no cluster is up')
  if (stopEngine) await stopEngineOf(engines.find(engine => engine.isPrivate))
}

/** The engine that commands use now, and the private one, which may have been in use before. */
async function reachableEngines(): Promise<Engine[]> {
  const engine = await findEngine()
  const own = engine?.isPrivate ? undefined : await openEngine(privateHost).catch(() => undefined)
  return [engine, own].filter(each => each !== undefined)
}

async function removeKept(engine: Engine, id: string | undefined): Promise<number> {
  const isMeant = (run: FoundRun) => run.kept && (id === undefined ? isOfThisHost(run.owner) : run.id === id)
  const meant = (await findRuns(engine)).filter(isMeant)
  for (const run of meant) {
    await cleanUpRun(engine, run.id)
    console.log(`removed cluster ${run.id}${run.title === undefined ? '' : ` (${run.title})`}`)
  }
  if (id === undefined) await collectGarbage(engine)
  return meant.length
}

async function stopEngineOf(engine: Engine | undefined): Promise<void> {
  const alive = engine ? (await findRuns(engine)).filter(run => fateOf(run) === 'alive') : []
  if (alive.length > 0) {
    const owners = alive.map(run => `${run.id} of process ${run.owner.pid}`).join(', ')
    throw new HoldfastError(`the private engine is in use by run ${owners}`, { hint: 'end it first' })
  }
  await stopPrivateEngine()
  console.log('the private engine is stopped')
}
