import { expect, test } from 'vitest'
import { brokenEpisode } from './episode-limits.ts'
import type { Episode } from './judgement.ts'

const episode = (seconds: number, bad: number, longestAllBadUs: number): Episode => ({
  fromUs: 0,
  toUs: seconds * 1e6,
  bad,
  total: seconds * 20,
  longestAllBadUs,
})
const third = episode(22, 147, 50_000)
const election = episode(7, 140, 7_000_000)
const words = (all: Episode[], limits: { longestEpisodeMs?: number; badShare?: number } = {}) =>
  brokenEpisode(all, { longestOutageMs: 12_000, ...limits }, 50)?.words

test('by default no more than 20 % may be bad for longer than 10 s, outside the longest all-bad run', () => {
  expect(words([third])).toBe('33 % failed for 21.9 s; more than 20 % is allowed for 10 s')
  expect(words([election])).toBeUndefined()
  expect(words([episode(15, 140 + 53, 7_000_000)])).toBeUndefined()
  expect(words([episode(22, 60, 50_000)])).toBeUndefined()
})

test('an episode has a limit of its own', () => {
  expect(words([third], { longestEpisodeMs: 30_000 })).toBeUndefined()
  expect(words([election, third], { longestEpisodeMs: 20_000 })).toBe(
    'failures kept coming for 22.0 s; 20.0 s are allowed',
  )
})

test('a share has a limit of its own, from 2 s on', () => {
  expect(words([third], { badShare: 0.5 })).toBeUndefined()
  expect(words([episode(3, 20, 50_000)], { badShare: 0.1 })).toBe('32 % failed within 3.00 s; 10 % are allowed')
  expect(words([episode(1, 10, 50_000)], { badShare: 0.1 })).toBeUndefined()
})
