import { expect, test } from 'vitest'
import { parseWatchLine, unreadable } from './watch-line.ts'

test.each([
  { type: 'ADDED', object: { metadata: { name: 'a', resourceVersion: '1' } } },
  { type: 'BOOKMARK', object: { metadata: { resourceVersion: '2' } } },
  { type: 'ERROR', object: { code: 410, reason: 'Expired' } },
  { type: 'ERROR', object: {} },
])('%j is an event', line => {
  expect(parseWatchLine(JSON.stringify(line))).toEqual(line)
})

test.each([
  '',
  'x',
  'null',
  '[]',
  '{}',
  '{"type":"ADDED"}',
  '{"type":"ERROR","object":null}',
  '{"type":"ADDED","object":{}}',
  '{"type":"ADDED","object":{"metadata":{"resourceVersion":7}}}',
  '{"type":"PUSHED","object":{"metadata":{"resourceVersion":"7"}}}',
])('%s is none', line => {
  expect(parseWatchLine(line)).toBeUndefined()
})

test('a line that is none is quoted on one line, and no longer than one can read', () => {
  expect(unreadable('<html>\r')).toEqual({ outcome: 'closed', detail: String.raw`not an event: "<html>\r"` })
  expect(unreadable('x'.repeat(1000)).detail).toBe(`not an event: "${'x'.repeat(80)}" …`)
})
