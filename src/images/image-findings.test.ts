import { expect, test } from 'vitest'
import { imageFindings } from './image-findings.ts'
import type { ImagePlan } from './plan-images.ts'

const plan = (how: 'present' | 'pull' | 'build'): ImagePlan => ({
  images: [{ role: 'node', reference: 'r', how }],
  builds: how === 'build' ? ['node'] : [],
  diskBytes: how === 'build' ? 9e9 : 0,
  seconds: how === 'build' ? 480 : 0,
})
const levels = (how: Parameters<typeof plan>[0], freeBytes: number, obstacle?: string) =>
  imageFindings({
    plan: plan(how),
    asked: true,
    space: [{ directory: '/c', freeBytes }],
    ...(obstacle && { obstacle }),
  }).map(({ subject, level }) => `${subject} ${level}`)

test('present and pullable images need nothing', () => {
  expect(levels('present', 0)).toEqual(['registry ok', 'images ok', 'disk ok'])
  expect(levels('pull', 0)).toEqual(['registry ok', 'images ok', 'disk ok'])
})

test('images to build need disk, and what builds them', () => {
  expect(levels('build', 10e9)).toEqual(['registry ok', 'images warning', 'disk ok'])
  expect(levels('build', 1e9)).toEqual(['registry ok', 'images warning', 'disk problem'])
  expect(levels('build', 10e9, 'there is no Go')).toEqual(['registry ok', 'images problem', 'disk ok'])
})
