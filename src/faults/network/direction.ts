import { BadInputError } from '../../base/errors.ts'

/** Packets to a node, from it, or both. */
export type Direction = 'both' | 'in' | 'out'

const ways = { both: 'between a node and', in: 'to a node from', out: 'from a node to' } as const

/** A direction in words, seen from a node. @throws BadInputError when it is none */
export function wayOf(lost: Direction, kind: string): string {
  if (!Object.hasOwn(ways, lost)) throw new BadInputError(`${kind}: lost: '${lost}' is none of both, in and out`)
  return ways[lost]
}
