import { expect, test } from 'vitest'
import { imageFindings } from './image-findings.ts'
import type { PlannedImage } from './plan-image.ts'

const findings = (image: Omit<PlannedImage, 'role' | 'reference'>, freeBytes = 10e9, asked = true) =>
  imageFindings({
    plan: {
      images: [{ role: 'node', reference: 'rancher/k3s:v1', ...image }],
      builds: image.how === 'build' ? ['node'] : [],
      diskBytes: image.how === 'build' ? 9e9 : 0,
      seconds: image.how === 'build' ? 480 : 0,
    },
    choice: {},
    asked,
    space: [{ directory: '/c', freeBytes }],
  }).map(({ subject, level, message }) => `${level} ${subject}: ${message}`)

test('a present image needs nothing', () => {
  expect(findings({ how: 'present' }, 0)).toEqual(['ok images: all 1 present', 'ok disk: 0.0 GB free at /c'])
})

test('an image to pull needs nothing but the pull', () => {
  expect(findings({ how: 'pull' }, 0)).toContain('ok image: node: a run pulls rancher/k3s:v1')
})

test('an image to build says why it is not pulled, and needs disk', () => {
  const notPulled = 'rancher/k3s:v1: no answer'
  expect(findings({ how: 'build', notPulled })).toEqual([
    'warning images: 0 of 1 present; building takes about 8 min 0 s on 2 cores, once',
    'ok image: node: a run builds it; cannot be pulled (rancher/k3s:v1: no answer)',
    'ok disk: 10.0 GB free at /c',
  ])
  expect(findings({ how: 'build', notPulled }, 1e9)).toContain(
    'problem disk: 1.0 GB free at /c, 9.0 GB needed to build images',
  )
  expect(findings({ how: 'build' }, 10e9, false)[1]).toContain('no registry was asked')
})

test('an image that can be had in no way is a problem', () => {
  expect(findings({ how: 'none', notPulled: 'no answer', notBuilt: 'there is no Go' })).toContain(
    'problem image: node: cannot be pulled (no answer) and is not built (there is no Go)',
  )
})
