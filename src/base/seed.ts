import { randomBytes } from 'node:crypto'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { BadInputError } from './errors.ts'

/** Recorded with every seed: another generator would draw another plan from it. */
export const generatorName = 'xoroshiro128plus/pure-rand-8'

/** All choice of a run comes from one of these. */
export interface Random {
  /** A whole number from 0 to `count - 1`. */
  below(count: number): number
  pick<T>(items: readonly T[]): T
}

export function randomFrom(seed: number): Random {
  const generator = xoroshiro128plus(seed)
  const below = (count: number) => uniformInt(generator, 0, count - 1)
  return {
    below,
    pick: items => {
      if (items.length === 0) throw new RangeError('nothing to pick from')
      return items[below(items.length)]!
    },
  }
}

/** A fresh seed for a run that names none: 31 bits, so that it is short enough to type. */
export const freshSeed = (): number => randomBytes(4).readUInt32BE() >>> 1

/** @throws BadInputError */
export function parseSeed(text: string): number {
  const seed = Number(text)
  if (!/^\d+$/.test(text) || seed > 0x7fffffff) {
    throw new BadInputError(`seed: '${text}' is no whole number from 0 to ${0x7fffffff}`)
  }
  return seed
}
