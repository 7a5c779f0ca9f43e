import { messageOf, WaitTimeoutError } from '../base/errors.ts'
import type { Progress } from '../base/progress.ts'
import type { Capability } from './capability.ts'
import type { Lab } from './lab.ts'
import { type Line, sectionOf, type Theme } from './line.ts'
import type { Outcome, Result } from './result.ts'

/** What decides, before anything is asked, whether a line applies. */
interface Image {
  version: string
  lacks: readonly Capability[]
}

/** Why a line does not apply to an image; undefined when it does. */
export function exemption({ needs, exempt }: Line, { version, lacks }: Image): string | undefined {
  if (needs !== undefined && lacks.includes(needs)) return `the image declares that it lacks ${needs}`
  return exempt?.(version)
}

/** Asks every line in turn: one that does not hold stops no other. @throws only when the signal ends it */
export async function readContract(
  lab: Lab,
  themes: readonly Theme[],
  lacks: readonly Capability[],
  progress: Progress,
): Promise<Result[]> {
  const results: Result[] = []
  const image = { version: lab.subject.version, lacks }
  for (const { title, lines } of themes) {
    await progress.stage(title, async awaiting => {
      for (const line of lines) {
        awaiting(line.promise)
        results.push(await ask(line, lab, image))
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

async function ask(line: Line, lab: Lab, image: Image): Promise<Result> {
  const { id, promise, certainty, fallback } = line
  const result = (outcome: Outcome, seen: string): Result => ({
    id,
    section: sectionOf(line),
    promise,
    certainty,
    outcome,
    seen: seen.replace(/\s+/g, ' '),
    ...(fallback !== undefined && { fallback }),
  })
  const exempt = exemption(line, image)
  if (exempt !== undefined) return result('not-applicable', exempt)
  try {
    return result('holds', await line.test(lab))
  } catch (error) {
    lab.signal.throwIfAborted()
    return result('broken', inShort(error))
  }
}
