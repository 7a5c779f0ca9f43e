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
const broken = (all: Episode[], limits: { longestEpisodeMs?: number; badShare?: number } = {}) =>
  brokenEpisode(all, { longestOutageMs: 12_000, ...limits }, 50)?.how

test('by default no more than 20 % may be bad for longer than 10 s, outside the longest all-bad run', () => {
  expect(broken([third])).toEqual({
    kind: 'episode-ragged',
    badShare: expect.closeTo(0.33),
    forUs: 21_950_000,
    allowedShare: 0.2,
    allowedForUs: 10_000_000,
  })
  expect(broken([election])).toBeUndefined()
  expect(broken([episode(15, 140 + 53, 7_000_000)])).toBeUndefined()
  expect(broken([episode(22, 60, 50_000)])).toBeUndefined()
})

test('an episode has a limit of its own', () => {
  expect(broken([third], { longestEpisodeMs: 30_000 })).toBeUndefined()
  expect(broken([election, third], { longestEpisodeMs: 20_000 })).toEqual({
    kind: 'episode-long',
    lengthUs: 22_000_000,
    limitMs: 20_000,
  })
})

test('a share has a limit of its own, from 2 s on', () => {
  expect(broken([third], { badShare: 0.5 })).toBeUndefined()
  expect(broken([episode(3, 20, 50_000)], { badShare: 0.1 })).toEqual({
    kind: 'episode-bad',
    badShare: expect.closeTo(0.32),
    lengthUs: 3_000_000,
    allowedShare: 0.1,
  })
  expect(broken([episode(1, 10, 50_000)], { badShare: 0.1 })).toBeUndefined()
})
