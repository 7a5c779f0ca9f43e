/** What was seen instead of what a clause promises. */
export class ContractViolation extends Error {
  override readonly name = 'ContractViolation'
}

/** What was seen, when the promise holds. @throws ContractViolation with it, when it does not */
export function expectThat(holds: boolean, seen: string): string {
  if (!holds) throw new ContractViolation(seen)
  return seen
}

/** Holds when nothing of `wanted` is missing in `found`. */
export function expectAll(wanted: readonly string[], found: readonly string[], what = 'all there'): string {
  const missing = wanted.filter(each => !found.includes(each))
  return expectThat(missing.length === 0, missing.length === 0 ? what : `missing: ${missing.join(', ')}`)
}
