import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, test, vi } from 'vitest'
import { processStatus } from '../base/process-status.ts'
import { useTemporaryState } from '../run/__fixtures__/temporary-state.ts'

// Every test starts processes, perhaps beside much else.
vi.setConfig({ testTimeout: 20_000 })
useTemporaryState()
const program = fileURLToPath(new URL('./__fixtures__/supervise.ts', import.meta.url))
const stubborn = 'trap "" TERM; echo $$; while :; do sleep 0.1; done'

let supervisor: ChildProcess | undefined
// Listened for from the start: on a busy machine it ends before a test asks.
let exited: Promise<unknown[]> = Promise.resolve([])
const ended = () => exited
afterEach(() => void supervisor?.kill('SIGKILL'))

/** Starts a supervised shell; each call of what it returns is the next line of either. */
function supervise(script: string, graceMs = 500): () => Promise<string> {
  supervisor = spawn(process.execPath, [program, String(graceMs), 'sh', '-c', script], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  exited = once(supervisor, 'exit')
  const lines = createInterface({ input: supervisor.stdout! })[Symbol.asyncIterator]()
  return async () => String((await lines.next()).value)
}

test("the child's exit code is passed on", async () => {
  supervise('exit 7')
  expect(await ended()).toEqual([7, null])
})

test('a child that was killed could not test', async () => {
  supervise('kill -9 $$')
  expect(await ended()).toEqual([3, null])
})

test('a signal ends a child that ignores it, with all its group', async () => {
  const nextLine = supervise(`sh -c '${stubborn}' & ${stubborn}`)
  const pids = [Number(await nextLine()), Number(await nextLine())]
  supervisor?.kill('SIGTERM')
  expect(await ended()).toEqual([130, null])
  expect(await nextLine()).toBe('interrupted by SIGTERM')
  await expect.poll(() => pids.map(processStatus)).toEqual([undefined, undefined])
})

test('a second signal exits at once, and takes the child along', async () => {
  const nextLine = supervise(stubborn, 60_000)
  const pid = Number(await nextLine())
  supervisor?.kill('SIGINT')
  await sleep(1100)
  supervisor?.kill('SIGINT')
  expect(await ended()).toEqual([130, null])
  await expect.poll(() => processStatus(pid)).toBeUndefined()
})

test('one Ctrl-C heard twice is one', async () => {
  const nextLine = supervise(stubborn)
  await nextLine()
  supervisor?.kill('SIGINT')
  await sleep(100)
  supervisor?.kill('SIGINT')
  expect(await ended()).toEqual([130, null])
  expect(await nextLine()).toBe('interrupted by SIGINT')
})

test.each([{ npm_lifecycle_event: 'start' }, { HOLDFAST_STARTED_BY_OLDER_NODE: '20.0.0' }])(
  'under %o the death of the parent ends it all',
  async environment => {
    const shell = spawn('sh', ['-c', `"$@" & wait`, 'sh', process.execPath, program, '500', 'sh', '-c', stubborn], {
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, ...environment },
    })
    const [pid] = await once(createInterface({ input: shell.stdout }), 'line')
    shell.kill('SIGKILL')
    await expect.poll(() => processStatus(Number(pid)), { timeout: 15_000 }).toBeUndefined()
  },
)
