import { compareVersions, isNewer, newest } from '../ledger/version.ts'
import type { RegisterOperation } from './register-operation.ts'

export type Order =
  | { verdict: 'found' }
  /** No order fits; `stuck` is the operation that the longest attempt could not place. */
  | { verdict: 'none'; stuck: RegisterOperation }
  /** The search was given up after so many steps. */
  | { verdict: 'undecided' }

/** A part of the history put in order, and what it left in the register. */
interface Attempt {
  /** All certain operations before this one are placed. */
  low: number
  /** Certain operations after `low` that are placed too, in order. */
  ahead: readonly number[]
  /** Optional operations that are placed, in order. */
  taken: readonly number[]
  /** How many of the writes with known versions are placed: they are placed in order of version. */
  versions: number
  /** The newest version known to have been there. */
  floor: string
  /** The write whose value is there; undefined: no object. */
  present: RegisterOperation | undefined
}

/**
 * Looks for one order of the operations on one object that fits their times and what each saw: the object is absent, or
 * it has a value and a version, and versions rise. After Wing and Gong with Lowe's memory of attempts: two attempts that
 * placed the same operations and left the same register need to be followed only once. Nothing is asked of operations
 * that are `optional`. Takes at most `maxSteps` steps.
 */
export function findOrder(operations: readonly RegisterOperation[], maxSteps: number): Order {
  const byCall = operations.toSorted((a, b) => a.callUs - b.callUs)
  const certain = byCall.filter(({ optional }) => !optional)
  const optional = byCall.filter(operation => operation.optional)
  const places = placesByVersion(certain)

  /** What the register is after an operation, or undefined if it cannot come next. */
  const apply = (attempt: Attempt, operation: RegisterOperation): Pick<Attempt, 'present' | 'floor'> | undefined => {
    const { present, floor } = attempt
    const { verb, version, value, expects } = operation
    if (verb === 'get') {
      const fits = version === undefined ? !present : present?.version === version && present.value === value
      return fits ? { present, floor } : undefined
    }
    if ((verb === 'create') === (present !== undefined)) return undefined
    // The version of a write that nobody saw is not known: it may be any newer one.
    const isFound =
      expects === undefined || (present?.version === undefined ? isNewer(expects, floor) : present.version === expects)
    if (!isFound) return undefined
    const reached = newest(floor, expects ?? floor)
    if (version !== undefined && !isNewer(version, reached)) return undefined
    return { present: verb === 'delete' ? undefined : operation, floor: version ?? reached }
  }

  const visited = new Set<string>()
  const optionalNumbers = new Map(optional.map((operation, index) => [operation, index]))
  const start: Attempt = { low: 0, ahead: [], taken: [], versions: 0, floor: '0', present: undefined }
  const open: Attempt[] = [start]
  const certainNumbers = new Map(certain.map((operation, index) => [operation, index]))
  let furthest = start
  let steps = 0
  while (true) {
    const attempt = open.pop()
    if (attempt === undefined) return { verdict: 'none', stuck: certain[furthest.low]! }
    if (attempt.low === certain.length) return { verdict: 'found' }
    if (++steps > maxSteps) return { verdict: 'undecided' }
    if (attempt.low > furthest.low) furthest = attempt
    open.push(...next(attempt))
  }

  function next(attempt: Attempt): Attempt[] {
    const { low, ahead, taken } = attempt
    const following: Attempt[] = []
    // Only what was called before everything else that is not placed had returned can come next.
    let firstReturnUs = Number.POSITIVE_INFINITY
    let passed = 0
    for (let index = low; index < certain.length && certain[index]!.callUs <= firstReturnUs; index++) {
      if (ahead[passed] === index) {
        passed++
        continue
      }
      const operation = certain[index]!
      firstReturnUs = Math.min(firstReturnUs, operation.returnUs)
      const place = places.get(operation)
      if (place !== undefined && place !== attempt.versions) continue
      const after = apply(attempt, operation)
      if (after === undefined) continue
      const versions = attempt.versions + (place === undefined ? 0 : 1)
      const attempted = { ...placed(attempt, index), taken, versions, ...after }
      // A read that fits changes nothing: to place it now is never wrong.
      if (operation.verb === 'get') return fresh([attempted])
      following.push(attempted)
    }
    optional.forEach((operation, index) => {
      if (operation.callUs > firstReturnUs || taken.includes(index)) return
      const after = apply(attempt, operation)
      const more = [...taken, index].sort((a, b) => a - b)
      if (after !== undefined) following.unshift({ ...attempt, taken: more, ...after })
    })
    return fresh(following)
  }

  /** Those that were not followed before. Where there is no choice nothing is remembered: the next choice is. */
  function fresh(attempts: Attempt[]): Attempt[] {
    if (attempts.length < 2) return attempts
    return attempts.filter(({ low, ahead, taken, present }) => {
      const left =
        present && (optionalNumbers.has(present) ? `o${optionalNumbers.get(present)}` : certainNumbers.get(present))
      const key = `${low}|${ahead.join()}|${taken.join()}|${left}`
      if (visited.has(key)) return false
      visited.add(key)
      return true
    })
  }
}

/** Where each certain write with a known version stands among them, from 0. */
function placesByVersion(certain: readonly RegisterOperation[]): Map<RegisterOperation, number> {
  const versioned = certain.filter(({ verb, version }) => verb !== 'get' && version !== undefined)
  versioned.sort((a, b) => compareVersions(a.version!, b.version!))
  return new Map(versioned.map((operation, place) => [operation, place]))
}

function placed({ low, ahead }: Attempt, index: number): Pick<Attempt, 'low' | 'ahead'> {
  if (index !== low) return { low, ahead: [...ahead, index].sort((a, b) => a - b) }
  let next = low + 1
  let passed = 0
  while (ahead[passed] === next) {
    next++
    passed++
  }
  return { low: next, ahead: ahead.slice(passed) }
}
