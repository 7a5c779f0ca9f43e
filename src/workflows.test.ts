import { globSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { programFor } from './cli/main.ts'
import { imageSet } from './images/image-set.ts'

interface Step {
  uses?: string
  run?: string
  if?: string
}

interface Workflow {
  on: Record<string, unknown>
  permissions: unknown
  concurrency: { group: string }
  jobs: Record<
    string,
    {
      'runs-on': string
      'timeout-minutes': number
      strategy?: { 'fail-fast': boolean; matrix: Record<string, string[]> }
      steps: Step[]
    }
  >
}

const root = join(import.meta.dirname, '..')
const directory = join(root, '.github/workflows')
const read = (path: string) => readFileSync(path, 'utf8')
const workflow = (file: string): Workflow => parse(read(join(directory, file)), { strict: true })
const files = readdirSync(directory)
const scripts = Object.keys((JSON.parse(read(join(root, 'package.json'))) as { scripts: object }).scripts)

describe.each(files)('%s', file => {
  const { permissions, concurrency, jobs } = workflow(file)
  const steps = Object.values(jobs).flatMap(job => job.steps)

  test('may only read, ends in time, and runs once at a time', () => {
    expect(permissions).toEqual({ contents: 'read' })
    expect(concurrency.group).toMatch(/\w/)
    for (const job of Object.values(jobs)) {
      expect(job['timeout-minutes']).toBeGreaterThan(0)
      if (job.strategy) expect(job.strategy['fail-fast']).toBe(false)
    }
  })

  test('names every action by its commit, and its version beside it', () => {
    const lines = read(join(directory, file))
      .split('\n')
      .filter(line => /\buses:/.test(line))
    expect(lines).toHaveLength(steps.filter(({ uses }) => uses).length)
    expect(lines.filter(line => !/uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([])
  })

  test.each(Object.entries(jobs))('keeps the reports of %s when it failed', (_name, job) => {
    const { uses, if: condition } = job.steps.at(-1)!
    expect(uses).toMatch(/^actions\/upload-artifact@/)
    expect(condition).toBe('always()')
  })

  test('calls npm scripts that exist', () => {
    const called = steps.flatMap(({ run = '' }) => [...run.matchAll(/\bnpm (?:run )?(\S+)/g)].map(([, name]) => name!))
    expect(called.filter(name => name !== 'ci' && !scripts.includes(name))).toEqual([])
  })
})

const lines = [...files.map(file => join(directory, file)), join(root, 'docs/run-in-ci.md')].flatMap(path =>
  [...read(path).matchAll(/bin\/holdfast\.js ([^`\n]+)/g)].map(([, line]) => line!.trim()),
)

test.each(lines)('the command line knows: holdfast %s', async line => {
  const words = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain!)
  const program = await programFor(words[0])
  doNothing(program)
  await program.parseAsync(words, { from: 'user' })
})

/** Parses as ever, and runs nothing. */
function doNothing(command: Command): void {
  for (const child of command.commands) {
    child.action(() => {})
    doNothing(child)
  }
}

const commandsOf = (file: string) =>
  Object.values(workflow(file).jobs).flatMap(({ steps }) => steps.flatMap(({ run = '' }) => run))

test('a push is held to what lands a change', () => {
  expect(commandsOf('test.yml')).toEqual(expect.arrayContaining(['npm ci', 'npm run knip', 'npm test']))
})

test('the nightly run takes all tests that need an engine', () => {
  expect(commandsOf('nightly.yml').filter(command => command.endsWith('npm run test:engine'))).toHaveLength(1)
})

test.each(globSync('src/**/*.engine.test.ts', { cwd: root }))('%s runs in npm test or at night', file => {
  const [first] = read(join(root, file)).split('\n')
  expect(first).toMatch(/^\/\/ @module-tag (core|nightly)$/)
})

test('the nightly run begins with the pinned k3s, and takes each minor once', () => {
  const tags = workflow('nightly.yml').jobs.k3s!.strategy!.matrix.k3s!
  expect(`rancher/k3s:${tags[0]}`).toBe(imageSet.node.pull)
  const minors = tags.map(tag => Number(/^v1\.(\d+)\.\d+-k3s\d+$/.exec(tag)![1]))
  expect(minors).toEqual(minors.map((_minor, index) => minors[0]! + index))
})
