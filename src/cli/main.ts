import { readFile } from 'node:fs/promises'
import { Command, CommanderError } from 'commander'
import { exitCodes, familyOf, hintOf, messageOf } from '../base/errors.ts'

/** A command is loaded when it is called, so that `--help` costs no more than this list. */
const subCommands: Record<string, [summary: string, load: () => Promise<Command>]> = {
  run: ['run scenarios on real clusters, and report', async () => (await import('./run.ts')).runCommand()],
  test: ['lint, types, unit tests, and the core scenarios', async () => (await import('./test.ts')).testCommand()],
  list: ['the scenarios with their tags', async () => (await import('./list.ts')).listCommand()],
  chaos: ['strike a cluster with faults drawn from a seed', async () => (await import('./chaos.ts')).chaosCommand()],
  faults: ['the faults, and what each needs', async () => (await import('./faults.ts')).faultsCommand()],
  judge: ['judge a saved run again from its record', async () => (await import('./judge.ts')).judgeCommand()],
  up: ['form a cluster and leave it running', async () => (await import('./up.ts')).upCommand()],
  down: ["remove what 'up' left", async () => (await import('./down.ts')).downCommand()],
  compare: ['one table of saved runs', async () => (await import('./compare.ts')).compareCommand()],
  lint: [
    'what a topology or a load balancer file risks, before anything runs',
    async () => (await import('./lint.ts')).lintCommand(),
  ],
  init: ['write a topology file to change', async () => (await import('./init.ts')).initCommand()],
  doctor: [
    'what this machine can do, and how to get the rest',
    async () => (await import('./doctor.ts')).doctorCommand(),
  ],
  images: ['the images that clusters are made of', async () => (await import('./images.ts')).imagesCommand()],
  bench: ['how fast Holdfast itself is', async () => (await import('./bench.ts')).benchCommand()],
  calibrate: [
    'how well the prober sees, by outages whose truth is known',
    async () => (await import('./calibrate.ts')).calibrateCommand(),
  ],
  contract: [
    'ask a node image for what the k3s driver expects',
    async () => (await import('./contract.ts')).contractCommand(),
  ],
  gc: ['remove what killed runs left behind', async () => (await import('./gc.ts')).gcCommand()],
}

/**
 * Runs the command line and ends the process: with the code that the command left in `process.exitCode`, that of its
 * {@link HoldfastError}, 4 for a line that does not parse, 3 for an error nobody foresaw.
 */
export async function main(argv: string[]): Promise<never> {
  outliveClosedOutput()
  process.on('uncaughtException', error => process.exit(report(error)))
  try {
    const program = await programFor(argv[2])
    await program.parseAsync(argv)
  } catch (error) {
    process.exitCode = report(error)
  }
  // A connection that some library keeps open must not hold the prompt.
  process.exit()
}

/** The program with the named sub-command in full and all others by name. */
export async function programFor(name: string | undefined): Promise<Command> {
  const program = new Command('holdfast')
    .description('Does this Kubernetes control plane hold when a part of it fails?')
    .version(await packageVersion())
    .addHelpText(
      'after',
      '\nExample:\n  $ holdfast run scenarios/server-crash.scenario.ts\n\nEvery command has its own --help.',
    )
  for (const [each, [summary, load]] of Object.entries(subCommands)) {
    program.addCommand((each === name ? await load() : new Command(each)).summary(summary))
  }
  answerInsteadOfExiting(program)
  return program
}

/** Commander would exit with 1, which means that a promise was broken. Settings are not inherited by `addCommand`. */
function answerInsteadOfExiting(command: Command): void {
  command.exitOverride().showHelpAfterError(`hint: see ${pathOf(command)} --help`)
  for (const child of command.commands) answerInsteadOfExiting(child)
}

const pathOf = (command: Command): string =>
  command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`

/** Tells the error to people and returns its exit code. */
function report(error: unknown): number {
  // Commander has told it already.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.pass : exitCodes.badInput
  const known = familyOf(error)
  const hint = hintOf(error)
  if (!known && hint === undefined) {
    console.error(error)
    return exitCodes.couldNotTest
  }
  console.error(`holdfast: ${messageOf(error)}`)
  if (hint !== undefined) console.error(`hint: ${hint}`)
  return known?.exitCode ?? exitCodes.couldNotTest
}

/** `| head`, or a terminal that was closed: a run still has to be cleaned up, and its report written. */
function outliveClosedOutput(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
}

async function packageVersion(): Promise<string> {
  const text = await readFile(new URL('../../package.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}
