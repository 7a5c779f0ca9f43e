import { isAlive, isOfThisHost, type Owner, thisOwner } from '../base/owner.ts'
import type { Engine } from './engine.ts'
import { listByLabel, removeByLabel } from './remove.ts'

/** Marks what this room and `images` start for a moment of their own (checks of images and of the kernel). */
const helperLabel = 'dev.holdfast.helper'

/** The labels of such a container: by them clean-up finds it after a crash. */
export const helperLabels = (): Record<string, string> => ({ [helperLabel]: JSON.stringify(thisOwner()) })

/** Removes helpers whose process is dead, and names them; another host's are its own business. @throws EngineError */
export async function removeStrayHelpers(engine: Engine, { dryRun = false } = {}): Promise<string[]> {
  const strays = (await listByLabel(engine, helperLabel)).filter(({ labels }) => isStray(labels[helperLabel]!))
  if (!dryRun) for (const { labels } of strays) await removeByLabel(engine, `${helperLabel}=${labels[helperLabel]}`)
  return strays.map(({ name }) => name)
}

function isStray(label: string): boolean {
  try {
    const owner = JSON.parse(label) as Owner
    return isOfThisHost(owner) && !isAlive(owner)
  } catch {
    // No owner that we know how to ask.
    return false
  }
}
