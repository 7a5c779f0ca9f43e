// What lands a change, with an npm that only says what it was told to say.
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'

const script = join(import.meta.dirname, '../.ci/run')
const counts = (passed: number, failed: number) => `tests: ${passed} passed, ${failed} failed\n`

let directory: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'holdfast-ci-'))
  return () => rmSync(directory, { recursive: true })
})

/** Runs it where `npm WORDS` exits with such a code, and `npm test` prints a text. */
function run({ failing = '', says = '', code = 1 }: { failing?: string; says?: string; code?: number }) {
  const npm = `#!/bin/sh
echo "$*" >> '${join(directory, 'calls')}'
case "$*" in test) cat '${join(directory, 'says')}' ;; esac
case "$*" in '${failing}') exit ${code} ;; esac
`
  writeFileSync(join(directory, 'says'), says)
  writeFileSync(join(directory, 'npm'), npm)
  chmodSync(join(directory, 'npm'), 0o755)
  const { status, stdout } = spawnSync(script, {
    encoding: 'utf8',
    env: { ...process.env, PATH: `${directory}:${process.env.PATH}` },
  })
  const calls = readFileSync(join(directory, 'calls'), 'utf8').trim().split('\n')
  return { status, calls, last: stdout.trim().split('\n').at(-1) }
}

const all = ['ci', 'run --silent knip', 'test']

test('it installs, looks for dead code, runs npm test, and adds up its counts', () => {
  const says = `${counts(1000, 0)}beside\n${counts(23, 0)}${counts(6, 0)}`
  expect(run({ says })).toEqual({ status: 0, calls: all, last: '1029 passed, 0 failed' })
})

test.each([
  ['ci', ['ci'], '0 passed, 1 failed'],
  ['run --silent knip', all.slice(0, 2), '0 passed, 1 failed'],
  ['test', all, '1 passed, 1 failed'],
])('when npm %s fails, so does it', (failing, calls, last) => {
  expect(run({ failing, says: counts(1, 0), code: 2 })).toEqual({ status: 2, calls, last })
})

test('what failed is counted', () => {
  expect(run({ failing: 'test', says: counts(9, 0) + counts(20, 3) })).toMatchObject({
    status: 1,
    last: '29 passed, 3 failed',
  })
})

test('a npm test that passes without a test fails', () => {
  expect(run({ says: 'all is well\n' })).toMatchObject({ status: 1, last: '0 passed, 1 failed' })
})
