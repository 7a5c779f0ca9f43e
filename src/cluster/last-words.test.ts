import { expect, test } from 'vitest'
import { telling } from './last-words.ts'

const at = '2026-11-22T09:00:00.000000000Z '

test.each([
  [
    'an end',
    ['time="x" level=fatal msg="unknown flag: --bad"', 'stopping'],
    'time="x" level=fatal msg="unknown flag: --bad"',
  ],
  ['klog', ['E1122 09:00:00 server.go:1] it failed', 'I1122 09:00:01 bye'], 'E1122 09:00:00 server.go:1] it failed'],
  ['an end after errors', ['level=error msg=a', 'level=fatal msg=b', 'level=error msg=c'], 'level=fatal msg=b'],
  ['etcd', ['{"level":"fatal","msg":"no data"}', '{"level":"info"}'], '{"level":"fatal","msg":"no data"}'],
  ['only the last line', ['starting', 'waiting'], 'waiting'],
])('of a log the line that tells why: %s', (_what, lines, line) => {
  expect(telling(lines.map(each => `${at}${each}\n`).join(''))).toBe(line)
})

test('an empty log tells nothing', () => {
  expect(telling('')).toBeUndefined()
})
