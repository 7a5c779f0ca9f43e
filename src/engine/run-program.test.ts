import { expect, test } from 'vitest'
import { runProgram } from './run-program.ts'

const sh = (script: string, options: Parameters<typeof runProgram>[2] = {}) => runProgram('sh', ['-c', script], options)

test('the last words of a program that fails are in its error', async () => {
  await expect(sh('echo one; echo two >&2; exit 7')).rejects.toThrow(
    /^sh -c failed with code 7: (one \| two|two \| one)$/,
  )
})

test('a program that waits in silence is ended, also when it will not', async () => {
  const failure = sh("trap '' TERM; echo asking; while :; do sleep 1; done", {
    silenceMs: line => (line === 'asking' ? 200 : undefined),
  })
  await expect(failure).rejects.toThrow("sh -c said nothing for 200 ms after 'asking'")
  await expect(failure).rejects.toMatchObject({ silent: true })
}, 20_000)

test('silence after other lines is work', async () => {
  expect(
    await sh('echo compiling; sleep 0.5; echo done', { silenceMs: line => (line === '' ? 30_000 : undefined) }),
  ).toBe('compiling\ndone')
})
