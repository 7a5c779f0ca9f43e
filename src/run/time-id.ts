import { randomInt } from 'node:crypto'

/** Without letters and digits that look alike when read out. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789'

/**
 * A short name that sorts by time (UTC) and is unique on a shared engine: `261122-062815-k3f`. Its three random
 * characters tell apart what starts within the same second.
 */
export function timeId(now = new Date()): string {
  const [date, time] = now.toISOString().slice(2, 19).replaceAll(/[-:]/g, '').split('T')
  const suffix = Array.from({ length: 3 }, () => alphabet[randomInt(alphabet.length)]).join('')
  return `${date}-${time}-${suffix}`
}
