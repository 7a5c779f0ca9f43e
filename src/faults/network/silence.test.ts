import { expect, test } from 'vitest'
import type { NetworkHelper } from './network-helper.ts'
import { silence } from './silence.ts'

/** A helper that prints these, in order. */
const helper = (...printed: string[]): NetworkHelper => ({
  run: async () => ({ exitCode: 0, stdout: printed.shift() ?? '', stderr: '' }),
  leave: async () => {},
})

test.each([
  ['8341\n', true],
  ['8342\n', false],
  ['', false],
])('8341 packets before, then %j: silent is %s', async (after, proven) => {
  const { lasted } = await silence(helper('8341\n', after), 'server:1')
  expect((await lasted()).proven).toBe(proven)
})

test('an interface that stays up is no silence', async () => {
  const refusing = { run: async () => ({ exitCode: 1, stdout: '', stderr: 'not permitted' }), leave: async () => {} }
  await expect(silence(refusing, 'server:1')).rejects.toThrow('server:1 could not be silenced: not permitted')
})
