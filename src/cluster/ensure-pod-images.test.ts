import { expect, test } from 'vitest'
import { isHeld } from './ensure-pod-images.ts'

const names = ['docker.io/mine/whoami:latest', 'docker.io/library/web:1', 'host:5000/dns:2']

test.each([
  ['mine/whoami', true],
  ['mine/whoami:latest', true],
  ['web:1', true],
  ['web', false],
  ['host:5000/dns:2', true],
  ['host:5000/dns', false],
])('a runtime that writes names out holds %s: %s', (reference, held) => {
  expect(isHeld(reference, names)).toBe(held)
})
