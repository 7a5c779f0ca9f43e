import { expect, test } from 'vitest'
import { containerEvent } from './events.ts'

test('an event keeps its labels, its exit code and microseconds', () => {
  const line =
    '{"status":"die","id":"abc","Type":"container","Action":"die","Actor":{"ID":"abc","Attributes":' +
    '{"dev.holdfast.run":"r1","exitCode":"137","name":"c"}},"time":1763793000,"timeNano":1763793000123456789}'
  expect(containerEvent(line)).toEqual({
    containerId: 'abc',
    labels: { 'dev.holdfast.run': 'r1', name: 'c' },
    action: 'die',
    exitCode: 137,
    atMs: expect.closeTo(1763793000123.4568, 3),
  })
})
