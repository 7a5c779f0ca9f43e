// What people get wrong before anything runs. Each is planted in a project of its own and meets the whole program,
// which must say so in a sentence and end with 4, having asked no engine.
import { chmodSync, mkdirSync, readdirSync, realpathSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test, vi } from 'vitest'
import { Project } from './__fixtures__/project.ts'

// Every test starts processes, perhaps beside much else.
vi.setConfig({ testTimeout: 60_000 })

let project: Project
beforeEach(() => {
  project = new Project()
  return () => project[Symbol.dispose]()
})

/** The exit code and the last sentence before the hint. */
async function holdfast(...args: string[]) {
  const { status, said } = await project.call(args, { DOCKER_HOST: 'unix:///nowhere' }).ended()
  return { status, said: said.split('\n').find(line => line.startsWith('holdfast: ')) }
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
])('a scenario file with %s', async (_what, text, words) => {
  const file = project.plant('one', text)
  expect(await holdfast('run', file)).toEqual({ status: 4, said: `holdfast: scenario file ${file} ${words}` })
  expect(readdirSync(join(project.directory, 'reports'))).toEqual([])
})

test('a limit that is none', async () => {
  const file = project.plant('one', use + declare('x', "{ limits: { schedule: 'soon' } }"))
  const said = `holdfast: ${file}: scenario 'x': limits.schedule: no duration; write for example '2s'`
  expect(await holdfast('run', file)).toEqual({ status: 4, said })
})

test('two scenarios of one title', async () => {
  const files = ['one', 'two'].map(name => project.plant(name, use + declare('twin')))
  const said = `holdfast: two scenarios have the title 'twin', the second in ${files[1]}`
  expect(await holdfast('run', ...files)).toEqual({ status: 4, said })
})

test('a topology that a story cannot run on', async () => {
  const file = project.plant('one', use + declare('x', "{ needs: { servers: '>=5' }, limits: {} }"))
  const said = `holdfast: ${file}: scenario 'x' cannot run on this topology: it needs servers >=5, the topology has 3`
  expect(await holdfast('run', '--servers', '3', file)).toEqual({ status: 4, said })
})

const crooked = "topology: { extraArgs: [{ nodes: 'server:1', args: ['--cluster-cidr=10.1.0.0/16'] }] }, limits: {}"

test('a topology that cannot work', async () => {
  const file = project.plant('one', use + declare('x', `{ ${crooked} }`))
  const said = `holdfast: ${file}: scenario 'x': unequal-critical-flags: server:0: not set, but server:1: 10.1.0.0/16.`
  expect(await holdfast('run', file)).toEqual({ status: 4, said })
})

test('one that a negative control wants so goes on to the engine', async () => {
  const file = project.plant('one', use + declare('x', `{ ${crooked}, allow: ['unequal-critical-flags'] }`))
  expect(await holdfast('run', file)).toMatchObject({ status: 3, said: expect.stringContaining('no engine answers') })
})

test('a comparison of which nothing can run', async () => {
  const file = project.plant('one', use + declare('x', "{ needs: { servers: '>=5' }, limits: {} }"))
  const { status, said } = await holdfast('run', '--load-balancer', 'nginx:tuned,nginx:plain', file)
  const reason = 'it needs servers >=5, the topology has 3'
  expect(status).toBe(4)
  expect(said).toBe(`holdfast: no cell can run: x [nginx:tuned]: ${reason}; x [nginx:plain]: ${reason}`)
})

test('one of which something can goes on to the engine, by the name of its scenario alone', async () => {
  project.plant('story', use + declare('x', "{ needs: { datastore: 'mysql' }, limits: {} }"))
  const { status, said } = await holdfast('run', '--datastore', 'mysql,postgres', 'story')
  expect(status).toBe(3)
  expect(said).toContain('no engine answers')
})

test('a rule that there is not', async () => {
  const file = project.plant('one', use + declare('x', "{ limits: {}, allow: ['no-such-rule'] }"))
  const { status, said } = await holdfast('run', file)
  expect(status).toBe(4)
  expect(said).toContain(`${file}: scenario 'x': allow.0: the lint's rules are failures-tolerated, `)
})

test.each([
  [['vitest.config.mjs'], 'vitest.config.mjs is no scenario file: those are scenarios/**/*.scenario.ts'],
  [['none.ts'], 'there is no scenario file none.ts'],
  [['--tag', 'core'], "no scenario has the tag 'core'"],
  [['--tag', 'rare'], "--tag: there is no tag 'rare'"],
])('run %j', async (args, words) => {
  project.plant('one', use + declare('x'))
  expect(await holdfast('run', ...args)).toEqual({ status: 4, said: `holdfast: ${words}` })
})

test("a topology's files are looked for beside it, and the place is told", async () => {
  const file = project.plant('one', use + declare('x'))
  mkdirSync(join(project.directory, 'field'))
  writeFileSync(join(project.directory, 'field/t.yaml'), 'loadBalancer: { kind: haproxy, file: ./lb.cfg }\n')
  const place = join(realpathSync(project.directory), 'field/lb.cfg')
  const said = `holdfast: load balancer's file field/lb.cfg cannot be read: ENOENT: no such file or directory, open '${place}'`
  expect(await holdfast('run', '--topology', 'field/t.yaml', file)).toEqual({ status: 4, said })
})

test('list names the good scenarios and says what is wrong with the others', async () => {
  project.plant('one', use + declare('good'))
  const file = project.plant('two', '')
  const { status, said } = await project.call(['list']).ended()
  expect(status).toBe(4)
  expect(said).toContain('3 servers, embedded-etcd, nginx  good')
  expect(said).toContain(`holdfast: scenario file ${file} declares no scenario`)
})

test('a scenario with a tag that does not exist is listed beside the others and told; a run refuses it', async () => {
  const good = project.plant('one', use + declare('good', "{ tags: ['core'], limits: {} }"))
  const file = project.plant('two', use + declare('other', "{ tags: ['rare'], limits: {} }"))
  const sentence = `holdfast: ${file}: scenario 'other': there is no tag 'rare'`
  const { status, said } = await project.call(['list']).ended()
  expect(status).toBe(0)
  expect(said).toMatch(/^one .* good\ntwo .* rare .* other\n\n2 scenarios, /)
  expect(said).toContain(`${sentence}\nhint: the tags are core, nightly, `)
  for (const args of [[file], ['--tag', 'core']])
    expect(await holdfast('run', ...args)).toEqual({ status: 4, said: sentence })
  expect(await holdfast('run', good)).toMatchObject({ status: 3, said: expect.stringContaining('no engine answers') })
})

test.each([
  ['rare', "--tag: there is no tag 'rare'"],
  ['core', "no scenario has the tag 'core'"],
])('list --tag %s, which no scenario has', async (tag, words) => {
  project.plant('one', use + declare('x'))
  expect(await project.call(['list', '--tag', tag]).ended()).toMatchObject({
    status: 4,
    said: expect.stringMatching(new RegExp(`^holdfast: ${words}\nhint: `)),
  })
})

test('a place for reports that cannot be written to', async () => {
  writeFileSync(join(project.directory, 'reports'), '')
  const { status, said } = await holdfast('run', project.plant('one', use + declare('x')))
  expect(status).toBe(3)
  expect(said).toContain(`holdfast: reports cannot be written to ${join(project.directory, 'reports')}: `)
})

test('an engine that is not there', async () => {
  const { status, said } = await holdfast('run', project.plant('one', use + declare('x')))
  expect(status).toBe(3)
  expect(said).toBe('holdfast: no engine answers at unix:///nowhere, which DOCKER_HOST names: connect ENOENT /nowhere')
})

const asRoot = process.getuid?.() === 0

test.skipIf(!asRoot)('a user without a home', async () => {
  chmodSync(project.directory, 0o755)
  const nowhere = { HOME: undefined, XDG_CACHE_HOME: undefined, XDG_STATE_HOME: undefined }
  const { status, said } = await project.call(['doctor'], nowhere, { uid: 54_321, gid: 54_321 }).ended()
  expect(status).toBe(3)
  expect(said).toMatch(/^holdfast: user 54321 has no home directory.*\nhint: set HOME to a directory/)
})

test.skipIf(!asRoot)('a user without root where there is no engine', async () => {
  chmodSync(project.directory, 0o777)
  chmodSync(join(project.directory, 'scenarios'), 0o755)
  const file = project.plant('one', use + declare('x'))
  const environment = { HOME: project.directory, DOCKER_HOST: undefined, XDG_RUNTIME_DIR: undefined }
  const { status, said } = await project.call(['run', file], environment, { uid: 54_321, gid: 54_321 }).ended()
  expect(status).toBe(3)
  expect(said).toMatch(/^holdfast: no container engine answers, and Holdfast cannot start its own: that needs root/m)
  expect(said).toMatch(/^hint: start Docker, or name an engine by DOCKER_HOST/m)
})
