/** A value and how long it stood. */
export interface Stretch<T> {
  fromUs: number
  toUs: number
  value: T
}

/** Turns observations in order of time into stretches of the same value; the last one lasts to `untilUs`. */
export function stretches<T>(seen: readonly { atUs: number; value: T }[], untilUs: number): Stretch<T>[] {
  const all: Stretch<T>[] = []
  for (const { atUs, value } of seen) {
    const last = all.at(-1)
    if (last !== undefined) last.toUs = atUs
    if (last === undefined || JSON.stringify(last.value) !== JSON.stringify(value)) {
      all.push({ fromUs: atUs, toUs: untilUs, value })
    } else {
      last.toUs = untilUs
    }
  }
  return all
}
