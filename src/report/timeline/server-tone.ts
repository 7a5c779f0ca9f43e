import type { Tone } from './segment.ts'

/** The colour of the server that a name speaks of (`server:1`, `server-1_0b7d`); quiet for all others. */
export function serverTone(name: string): Tone {
  const [, number] = /\bserver[:-](\d+)/.exec(name) ?? []
  return number === undefined ? 'quiet' : `server-${Number(number) % 7}`
}
