// An engine whose clusters cannot be tested from here meets the whole program: every command that would start one says
// so in one sentence, ends with 3, and has the engine do nothing.
import { release } from 'node:os'
import { beforeEach, expect, test, vi } from 'vitest'
import { AnsweringEngine } from '../engine/__fixtures__/answering-engine.ts'
import { recordedEngines } from '../engine/__fixtures__/recorded-engines.ts'
import { Project } from './__fixtures__/project.ts'

// Every test starts processes, perhaps beside much else.
vi.setConfig({ testTimeout: 60_000 })

let project: Project
beforeEach(() => {
  project = new Project()
  return () => project[Symbol.dispose]()
})

const desktop = recordedEngines['Docker Desktop on a Mac']
const refusal = 'has a kernel of its own (Docker Desktop, 6.10.0-linuxkit), and times of two kernels cannot be compared'
const wayOut = 'run Holdfast as an image beside that kernel, see docs/run-as-an-image.md'

test.each([
  ['run', 'scenarios/one.scenario.ts'],
  ['up', '--servers', '1'],
  ['chaos', '--duration', '1m', '--seed', '7'],
  ['contract', '--only', '1'],
  ['bench', 'probes'],
  ['bench', 'formation', '--sizes', '1'],
  ['images', 'prepare'],
])('%s %s refuses an engine with another kernel', async (...args) => {
  for (const name of ['one', 'chaos'])
    project.plant(name, "import { scenario } from 'holdfast'\nscenario('x', { limits: {} }, async () => {})\n")
  await using engine = await AnsweringEngine.like(desktop)
  const { status, said } = await project.call(args, { DOCKER_HOST: engine.host }).ended()
  expect(said).toContain(`holdfast: the engine at ${engine.host} ${refusal}\nhint: ${wayOut}`)
  expect(status).toBe(3)
  expect(engine.orders).toEqual([])
})

test.each([
  ['another kernel', desktop, refusal],
  ['no root', { ...recordedEngines['Docker, rootless'], kernel: release() }, 'is rootless'],
])('doctor says the same of an engine with %s', async (_what, recorded, words) => {
  await using engine = await AnsweringEngine.like(recorded)
  const { status, said } = await project.call(['doctor'], { DOCKER_HOST: engine.host }).ended()
  expect(said).toMatch(/^PROBLEM {2}engine/m)
  expect(said).toContain(words)
  expect(status).toBe(3)
})
