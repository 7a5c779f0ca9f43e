import type { Result } from './result.ts'

/** A clause as a page tells it: with what became of it, or not seen. */
export type Row = Omit<Result, 'outcome'> & { outcome: Result['outcome'] | 'unseen' }

/** What vouches for a clause: that an image was seen to keep it, that k3s' source was read, both or neither. */
export function knownBy({ outcome, readIn }: Row): 'seen and read' | 'read' | 'seen' | 'neither' {
  const isSeen = outcome === 'holds'
  if (readIn !== undefined) return isSeen ? 'seen and read' : 'read'
  return isSeen ? 'seen' : 'neither'
}
