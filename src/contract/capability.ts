import { ImageError } from '../base/errors.ts'
import { lacksLabel } from '../cluster/lacks-label.ts'

/** Parts of k3s that an image may lack; the clauses that need one then do not apply. */
export const capabilities = [
  'agents',
  'cloud-controller',
  'cluster-reset',
  'crictl',
  'external-datastores',
  'manifests',
  'snapshots',
  'split-roles',
  'token-command',
] as const

export type Capability = (typeof capabilities)[number]

/** What an image's labels declare it to lack. @throws ImageError for a word that no clause knows: a typo must not hide one */
export function lackedBy(labels: Record<string, string>): Capability[] {
  const words = (labels[lacksLabel] ?? '')
    .split(',')
    .map(word => word.trim())
    .filter(word => word !== '')
  const unknown = words.filter(word => !(capabilities as readonly string[]).includes(word))
  if (unknown.length > 0) {
    throw new ImageError(`label ${lacksLabel}: unknown ${unknown.join(', ')}`, {
      hint: `it knows ${capabilities.join(', ')}`,
    })
  }
  return words as Capability[]
}
