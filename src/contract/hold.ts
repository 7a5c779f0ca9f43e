/** What was seen instead of what a line promises. */
export class ContractBroken extends Error {
  override readonly name = 'ContractBroken'
}

/** What was seen, when the promise holds. @throws ContractBroken with it, when it does not */
export function hold(holds: boolean, seen: string): string {
  if (!holds) throw new ContractBroken(seen)
  return seen
}

/** Holds when nothing of `wanted` is missing in `found`. */
export function holdAll(wanted: readonly string[], found: readonly string[], what = 'all there'): string {
  const missing = wanted.filter(each => !found.includes(each))
  return hold(missing.length === 0, missing.length === 0 ? what : `missing: ${missing.join(', ')}`)
}
