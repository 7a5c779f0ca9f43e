import { expect, test } from 'vitest'
import { lastWords, linesWith } from './last-words.ts'

const log = `2026-11-22T09:00:00.000000001Z time="…" level=info msg="Starting k3s"
2026-11-22T09:00:01.000000001Z time="…" level=fatal msg="starting: \\"cred\\" refused"
2026-11-22T09:00:02.000000001Z exit
`

test('why it ended is the message of the last fatal line', () => {
  expect(lastWords(log)).toBe('starting: "cred" refused')
})

test('without a fatal line it is the last line', () => {
  expect([lastWords('one\ntwo\n'), lastWords('')]).toEqual(['two', 'it said nothing'])
})

test('lines are found without the time of the engine', () => {
  expect(linesWith(log, /^exit/)).toEqual(['exit'])
})
