import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { terminalProgress } from './terminal-progress.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setTimeout', 'hrtime'] }))
afterEach(() => void vi.useRealTimers())

function trial(isTTY: boolean, environment: NodeJS.ProcessEnv = {}) {
  let text = ''
  const write = (more: string) => {
    text += more
  }
  const stream = { isTTY, columns: 60, write }
  return { progress: terminalProgress({ stream, environment }), text: () => text }
}

const lasting = (ms: number) => new Promise<void>(resolve => void globalThis.setTimeout(resolve, ms))

test('off a terminal: a line a stage, and a sign of life every 30 s', async () => {
  const { progress, text } = trial(false)
  progress.note('seed 4711')
  const work = progress.stage('forming the cluster', async awaiting => {
    awaiting('server:1 to join')
    await lasting(70_000)
  })
  await vi.advanceTimersByTimeAsync(70_000)
  await work
  await progress.stage('reading', async () => {})
  expect(text()).toMatchInlineSnapshot(`
    "seed 4711
    … forming the cluster 30.0 s, waiting for server:1 to join
    … forming the cluster 1 min 0 s, waiting for server:1 to join
    ✓ forming the cluster 1 min 10 s
    ✓ reading 0 ms
    "
  `)
})

test('a stage that fails says so, and throws on', async () => {
  const { progress, text } = trial(false)
  const work = progress.stage('pulling', () => Promise.reject(new Error('no registry')))
  await expect(work).rejects.toThrow('no registry')
  expect(text()).toMatchInlineSnapshot(`
    "✗ pulling 0 ms
    "
  `)
})

test('on a terminal: one live line that becomes the last one', async () => {
  const { progress, text } = trial(true)
  const work = progress.stage('forming the cluster', async awaiting => {
    await lasting(300)
    awaiting('all three members of etcd to be voters, which takes a while')
    await lasting(200)
    progress.note('a note')
  })
  await vi.advanceTimersByTimeAsync(500)
  await work
  expect(text().replaceAll('\r\u001b[2K', '\n<live>').replaceAll('\u001b', '^')).toMatchInlineSnapshot(`
    "
    <live>^[2m⠋^[0m forming the cluster 0 ms
    <live>^[2m⠙^[0m forming the cluster 200 ms
    <live>^[2m⠹^[0m forming the cluster 400 ms, waiting for all three member…
    <live>a note

    <live>^[2m⠸^[0m forming the cluster 500 ms, waiting for all three member…
    <live>^[32m✓^[0m forming the cluster ^[2m500 ms^[0m
    "
  `)
})

test('NO_COLOR leaves the line without colour', async () => {
  const { progress, text } = trial(true, { NO_COLOR: '1' })
  await progress.stage('reading', async () => {})
  expect(text()).not.toMatch(/\[\d+m/)
})

test.each([{ CI: 'true' }, { TERM: 'dumb' }])('%o is no terminal', async environment => {
  const { progress, text } = trial(true, environment)
  await progress.stage('reading', async () => {})
  expect(text()).toBe('✓ reading 0 ms\n')
})
