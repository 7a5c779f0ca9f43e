import { expect, test } from 'vitest'
import { parseHaproxyLog, parseUpstreamChange } from './haproxy-log.ts'

// What HAProxy 2.6.12 wrote.
const line = (server: string, connectMs: string, sessionMs: string, end: string, retries: string) =>
  `{"acceptedMs":"1795363043058","client":"172.28.8.3","port":"36028","server":"${server}","connectMs":"${connectMs}","sessionMs":"${sessionMs}","end":"${end}","retries":"${retries}"}`

test('a session after another server was tried', () => {
  expect(parseHaproxyLog(line('172.28.8.12:6443', '104', '120', '--', '+1'))).toEqual({
    atMs: 1795363043178,
    client: '172.28.8.3',
    port: 36028,
    upstreams: ['172.28.8.12:6443'],
    status: '200',
    connectMs: [104],
    sessionMs: 120,
    retries: 1,
    end: '--',
  })
})

test('no server took it, or none was left', () => {
  const refused = parseHaproxyLog(line('172.28.8.12:6443', '-1', '15000', 'sC', '3'))
  expect(refused).toMatchObject({ status: '502', upstreams: ['172.28.8.12:6443'], connectMs: [null], retries: 3 })
  const none = parseHaproxyLog(line('-:-', '-1', '0', 'SC', '0'))
  expect(none).toMatchObject({ status: '502', upstreams: [], connectMs: [], retries: 0 })
})

test('a server that was taken out, and back in', () => {
  const down =
    'Server api/server-1 is DOWN, reason: Layer7 wrong status, code: 500, info: "Internal Server Error", check duration: 4ms. 2 active and 0 backup servers left. 3 sessions active, 0 requeued, 0 remaining in queue.'
  expect(parseUpstreamChange(down)).toEqual({
    server: 'server-1',
    isUp: false,
    reason: "Layer7 wrong status, code: 500, info: 'Internal Server Error', in 4 ms",
  })
  const up =
    'Server api/server-1 is UP, reason: Layer7 check passed, code: 200, check duration: 5ms. 3 active and 0 backup servers online. 0 sessions requeued, 0 total in queue.'
  expect(parseUpstreamChange(up)).toMatchObject({ server: 'server-1', isUp: true })
})

test.each([
  '',
  '[WARNING]  (8) : Server api/s is DOWN, reason: x, check duration: 1ms.',
  'proxy api has no server available!',
])('%j is neither', text => {
  expect(parseHaproxyLog(text)).toBeUndefined()
  expect(parseUpstreamChange(text)).toBeUndefined()
})
