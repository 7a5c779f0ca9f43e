import { exitCodes } from '../base/errors.ts'

/** Parts of one command, by name; each returns an exit code. */
type Steps = Record<string, () => Promise<number>>

/**
 * Runs steps one after the other, all of them or up to the first that does not pass. An interruption always ends them.
 * Returns which did not pass, and the exit code of the first of these; an interruption comes before that.
 */
export async function runSteps(
  steps: Steps,
  { goesOn }: { goesOn: boolean },
): Promise<{ failed: string[]; exitCode: number }> {
  const failed: string[] = []
  let worst: number = exitCodes.pass
  for (const [name, step] of Object.entries(steps)) {
    const exitCode = await step()
    if (exitCode === exitCodes.pass) continue
    failed.push(name)
    if (exitCode === exitCodes.interrupted) return { failed, exitCode }
    worst ||= exitCode
    if (!goesOn) break
  }
  return { failed, exitCode: worst }
}
