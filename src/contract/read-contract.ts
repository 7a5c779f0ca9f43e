import { messageOf, WaitTimeoutError } from '../base/errors.ts'
import type { Progress } from '../base/progress.ts'
import type { Capability } from './capability.ts'
import { type Clause, type Suite, toldClause } from './clause.ts'
import type { Lab } from './lab.ts'
import type { Outcome, Result } from './result.ts'

/** What decides, before anything is asked, whether a clause applies. */
interface Image {
  version: string
  lacks: readonly Capability[]
}

/** Why a clause does not apply to an image; undefined when it does. */
export function exemption({ needs, exempt }: Clause, { version, lacks }: Image): string | undefined {
  if (needs !== undefined && lacks.includes(needs)) return `the image declares that it lacks ${needs}`
  return exempt?.(version)
}

/** Asks every clause in turn: one that does not hold stops no other. @throws only when the signal ends it */
export async function readContract(
  lab: Lab,
  suites: readonly Suite[],
  lacks: readonly Capability[],
  progress: Progress,
): Promise<Result[]> {
  const results: Result[] = []
  const image = { version: lab.subject.version, lacks }
  for (const { title, clauses } of suites) {
    await progress.stage(title, async awaiting => {
      for (const clause of clauses) {
        awaiting(clause.promise)
        results.push(await ask(clause, lab, image))
      }
    })
  }
  return results
}

/** An error of the Kubernetes client quotes a whole answer with its headers; a wait's cause is told in its message. */
function inShort(error: unknown): string {
  const text = error instanceof WaitTimeoutError ? error.message : messageOf(error)
  return text.replace(/HTTP-Code: (\d+)[\s\S]*?Headers: \{.*?\}/, 'HTTP $1')
}

async function ask(clause: Clause, lab: Lab, image: Image): Promise<Result> {
  const result = (outcome: Outcome, seen: string): Result => ({
    ...toldClause(clause),
    outcome,
    seen: seen.replace(/\s+/g, ' '),
  })
  const exempt = exemption(clause, image)
  if (exempt !== undefined) return result('not-applicable', exempt)
  try {
    return result('holds', await clause.test(lab))
  } catch (error) {
    lab.signal.throwIfAborted()
    return result('broken', inShort(error))
  }
}
