// What people get wrong before anything runs. Each is planted in a project of its own and meets the whole program,
// which must say so in a sentence and end with 4, having asked no engine.
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

// Every test starts processes, perhaps beside much else.
vi.setConfig({ testTimeout: 30_000 })
const repository = join(import.meta.dirname, '../..')
const configuration = `export default { test: { tags: [{ name: 'core' }], projects: [
  { extends: true, test: { name: 'scenarios', include: ['scenarios/**/*.scenario.ts'] } } ] } }`

let project: string
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'holdfast-project-'))
  mkdirSync(join(project, 'scenarios'))
  writeFileSync(join(project, 'vitest.config.mjs'), configuration)
})
afterEach(() => rmSync(project, { recursive: true }))

function plant(name: string, text: string): string {
  const file = join('scenarios', `${name}.scenario.ts`)
  writeFileSync(join(project, file), text.replace("'holdfast'", JSON.stringify(join(repository, 'src/index.ts'))))
  return file
}

function holdfast(...args: string[]) {
  const { status, stderr } = spawnSync(process.execPath, [join(repository, 'bin/holdfast.js'), ...args], {
    cwd: project,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', DOCKER_HOST: 'unix:///nowhere' },
  })
  return { status, said: stderr.split('\n')[0] }
}

const declare = (title: string, options = '{ limits: {} }') => `scenario('${title}', ${options}, async () => {})\n`
const use = "import { scenario } from 'holdfast'\n"

test.each([
  [
    'a syntax error',
    `${use}scenario('x', {`,
    'cannot be loaded (line 2:16): [PARSE_ERROR] Expected `}` but found `EOF`',
  ],
  ['no scenario', 'export const a = 1', 'declares no scenario'],
  ['a throw at import', "\nthrow new Error('boom')", 'cannot be loaded (line 2:7): boom'],
])('a scenario file with %s', (_what, text, words) => {
  const file = plant('one', text)
  expect(holdfast('run', file)).toEqual({ status: 4, said: `holdfast: scenario file ${file} ${words}` })
  expect(readdirSync(join(project, 'reports'))).toEqual([])
})

test('a limit that is none', () => {
  const file = plant('one', use + declare('x', "{ limits: { schedule: 'soon' } }"))
  const said = `holdfast: ${file}: scenario 'x': limits.schedule: write for example '2s'`
  expect(holdfast('run', file)).toEqual({ status: 4, said })
})

test('two scenarios of one title', () => {
  plant('one', use + declare('twin'))
  const second = plant('two', use + declare('twin'))
  const said = `holdfast: two scenarios have the title 'twin', the second in ${second}`
  expect(holdfast('run', 'scenarios/one.scenario.ts', second)).toEqual({ status: 4, said })
})

test('a topology that a story cannot run on', () => {
  const file = plant('one', use + declare('x', "{ needs: { servers: '>=5' }, limits: {} }"))
  const said = `holdfast: ${file}: scenario 'x' cannot run on this topology: it needs servers >=5, the topology has 3`
  expect(holdfast('run', '--servers', '3', file)).toEqual({ status: 4, said })
})

test('a file that is no scenario, one that is not there, and a tag that nothing has', () => {
  plant('one', use + declare('x'))
  expect(holdfast('run', 'vitest.config.mjs').said).toBe(
    'holdfast: vitest.config.mjs is no scenario file: those are scenarios/**/*.scenario.ts',
  )
  expect(holdfast('run', 'none.ts')).toEqual({ status: 4, said: 'holdfast: there is no scenario file none.ts' })
  expect(holdfast('run', '--tag', 'core')).toEqual({ status: 4, said: "holdfast: no scenario has the tag 'core'" })
  expect(holdfast('run', '--tag', 'a').said).toBe('holdfast: The tag pattern "a" is not defined in the configuration')
})

test('list names the good scenarios and says what is wrong with the others', () => {
  plant('one', use + declare('x'))
  const file = plant('two', '')
  expect(holdfast('list')).toEqual({ status: 4, said: `holdfast: scenario file ${file} declares no scenario` })
})

test('a place for reports that cannot be written to', () => {
  writeFileSync(join(project, 'reports'), '')
  const { status, said } = holdfast('run', plant('one', use + declare('x')))
  expect(status).toBe(3)
  expect(said).toContain(`holdfast: reports cannot be written to ${join(project, 'reports')}: `)
})

test.skipIf(process.getuid?.() !== 0)('a user without a home', () => {
  chmodSync(project, 0o755)
  const { HOME: _, XDG_CACHE_HOME: __, XDG_STATE_HOME: ___, ...env } = process.env
  const { status, stderr } = spawnSync(process.execPath, [join(repository, 'bin/holdfast.js'), 'doctor'], {
    ...{ cwd: project, encoding: 'utf8', uid: 54_321, gid: 54_321, env },
  })
  expect({ status, said: stderr.split(':').slice(0, 2).join(':') }).toEqual({
    status: 3,
    said: 'holdfast: user 54321 has no home directory',
  })
})
