import { expect, test } from 'vitest'
import { telling } from './last-words.ts'

const at = '2026-11-22T09:00:00.000000000Z '

test.each([
  ['an end', ['time="x" level=fatal msg="bad flag"', 'stopping'], 'level=fatal msg="bad flag"'],
  [
    'an end and the error before it',
    ['Error: unknown flag: --bad', 'usage', 'time="x" level=fatal msg="it exited"', 'level=error msg=later'],
    'Error: unknown flag: --bad | level=fatal msg="it exited"',
  ],
  [
    'a part whose end stops the node in order',
    [
      'Error: unknown flag: --bad',
      'level=error msg="Shutdown request received: \\"kube-apiserver exited\\""',
      'E1122 09:00:00 controller.go:1] no API',
    ],
    'Error: unknown flag: --bad | level=error msg="Shutdown request received: \\"kube-apiserver exited\\""',
  ],
  ['klog', ['E1122 09:00:00 server.go:1] it failed', 'I1122 09:00:01 bye'], 'E1122 09:00:00 server.go:1] it failed'],
  ['etcd', ['{"level":"warn","error":"bad timer"}', '{"level":"info"}'], '{"level":"warn","error":"bad timer"}'],
  ['only the last line', ['starting', 'waiting'], 'waiting'],
])('of a log the line that tells why: %s', (_what, lines, line) => {
  expect(telling(lines.map(each => `${at}${each}\n`).join(''))).toBe(line)
})

test('an empty log tells nothing', () => {
  expect(telling('')).toBeUndefined()
})
