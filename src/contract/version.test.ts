import { expect, test } from 'vitest'
import { isAtLeast, stopsCleanly, versionIn } from './version.ts'

test.each([
  ['k3s version v1.34.9+k3s1 (abcdef12)\ngo version go1.24', 'v1.34.9+k3s1'],
  ['k3s version v1.36.0-rc2+k3s1', 'v1.36.0-rc2+k3s1'],
  ['Kubernetes v1.34.9', undefined],
])('%j is version %s', (text, version) => {
  expect(versionIn(text)).toBe(version)
})

test.each([
  ['v1.29.1+k3s2', false],
  ['v1.31.13+k3s1', false],
  ['v1.31.14+k3s1', true],
  ['v1.32.9+k3s1', false],
  ['v1.32.10+k3s1', true],
  ['v1.33.5+k3s1', false],
  ['v1.33.6+k3s1', true],
  ['v1.34.1+k3s1', false],
  ['v1.34.2+k3s1', true],
  ['v1.36.3+k3s1', true],
])('%s stops cleanly: %s', (version, clean) => {
  expect(stopsCleanly(version)).toBe(clean)
})

test('a minor version is compared as a number', () => {
  expect([isAtLeast('v1.9.0+k3s1', 32), isAtLeast('v1.32.0+k3s1', 32)]).toEqual([false, true])
})
