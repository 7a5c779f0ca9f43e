import { mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { goodRun } from '../checks/__fixtures__/run.ts'
import { writeRun } from '../checks/__fixtures__/write-run.ts'
import { judge } from '../checks/judge.ts'
import { openStream, writeManifest } from './history-writer.ts'
import { readHistory } from './read-history.ts'

let directory: string
const stream = (name: string) => join(directory, `${name}.ndjson`)

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'holdfast-history-'))
  const { manifest, series, samples } = goodRun()
  writeManifest(directory, { ...manifest, streams: ['harness', 'client-0'] })
  const harness = openStream(directory, 'harness')
  harness.write({ type: 'phase', phase: 'steady', at: 'begin' })
  harness.write({ type: 'note', text: 'an event of before', atUs: 5 })
  harness.close()
  const client = openStream(directory, 'client-0')
  client.write({ type: 'series', definition: series[0]! })
  for (const { seq: _, atUs: __, ...sample } of [...samples.get(series[0]!.id)!].slice(0, 3)) client.write(sample)
  client.close()
})

afterEach(() => rm(directory, { recursive: true }))

const edit = async (name: string, change: (lines: string[]) => string[]) => {
  const lines = (await readFile(stream(name), 'utf8')).trimEnd().split('\n')
  await writeFile(
    stream(name),
    change(lines)
      .map(line => `${line}\n`)
      .join(''),
  )
}
const problems = async () => (await readHistory(directory)).problems

test('what was written is read, merged by time, and only its owner may', async () => {
  const history = await readHistory(directory)
  expect(history.problems).toEqual([])
  expect(history.harness.map(({ type }) => type)).toEqual(['note', 'start', 'phase', 'end'])
  expect(history.prober.map(({ type }) => type)).toEqual(['start', 'series', 'end'])
  expect(history.series.map(({ id }) => id)).toEqual(['lb/cached-read/new'])
  expect([...history.samples.get('lb/cached-read/new')!].map(({ n }) => n)).toEqual([0, 1, 2])
  expect((await stat(stream('harness'))).mode & 0o777).toBe(0o600)
})

test('a saved run is judged as it was, byte for byte', async () => {
  const run = goodRun()
  await writeRun(run, directory)
  const history = await readHistory(join(directory, 'history'))
  expect(history.problems).toEqual([])
  expect(JSON.stringify(judge(history))).toBe(JSON.stringify(judge(run)))
})

test("of the balancer's sessions those of attempts in trouble are kept, whatever the order of the streams", async () => {
  const run = goodRun()
  run.manifest.streams = ['lb-0', 'harness', 'client-0']
  run.change('lb/cached-read/new', 60, 60.05, () => ({ outcome: 'reset', localPort: 40_001 }))
  run.change('lb/cached-read/new', 61, 61.05, () => ({ localPort: 40_002 }))
  await writeRun(run, directory)
  const sessions = openStream(join(directory, 'history'), 'lb-0')
  const session = { type: 'session' as const, fromUs: 0, upstreams: ['a:6443'], connectMs: [1], status: '200' }
  sessions.write({ ...session, port: 40_001 })
  sessions.write({ ...session, port: 40_002 })
  sessions.write({ ...session, port: 40_003, upstreams: ['a:6443', 'b:6443'] })
  sessions.close()
  const history = await readHistory(join(directory, 'history'))
  expect(history.problems).toEqual([])
  expect(history.sessions.map(({ port }) => port)).toEqual([40_001, 40_003])
})

test('a stream is begun once', () => {
  expect(() => openStream(directory, 'harness')).toThrow('EEXIST')
})

test('a stream without its end', async () => {
  await edit('client-0', lines => lines.slice(0, -1))
  expect(await problems()).toEqual(['the stream client-0 has no end: its writer did not finish'])
})

test('a stream cut off in the middle of a line', async () => {
  await truncate(stream('client-0'), (await stat(stream('client-0'))).size - 60)
  expect(await problems()).toEqual([
    'the stream client-0 is cut off in the middle of its last line: after record 3',
    'the stream client-0 has no end: its writer did not finish',
  ])
})

test('a gap, a line that is no record, an unknown type', async () => {
  await edit('client-0', lines => lines.toSpliced(3, 1))
  expect(await problems()).toEqual(['the stream client-0 has a gap in its numbers: 2 is followed by 4'])
  await edit('harness', lines => lines.toSpliced(2, 1, '{"seq":2,"atUs":7,"type":"dream"}', 'nonsense'))
  expect((await problems()).slice(0, 2)).toEqual([
    "the stream harness has a line that could not be read (2 times, first: a record of unknown type 'dream', after record 1)",
    'the stream harness has a gap in its numbers: 1 is followed by 3',
  ])
})

test('a clock that goes back', async () => {
  await edit('client-0', lines => [
    lines[0]!,
    lines[1]!,
    ...lines.slice(2).map(line => line.replace(/"endUs":\d+/, '"endUs":1')),
  ])
  expect(await problems()).toEqual([
    'the stream client-0 has a clock that goes back (3 times, first: within sample 0 of lb/cached-read/new)',
  ])
  await edit('harness', lines =>
    lines.map((line, index) => (index === 3 ? line.replace(/"atUs":\d+/, '"atUs":1') : line)),
  )
  expect((await problems())[0]).toBe('the stream harness has a clock that goes back: at record 3')
})

test('a missing stream and an empty one; none at all is refused', async () => {
  await rm(stream('client-0'))
  expect(await problems()).toEqual([expect.stringContaining('the stream client-0 could not be read: ENOENT')])
  await writeFile(stream('client-0'), '')
  expect(await problems()).toEqual(['the stream client-0 is empty'])
  await rm(stream('client-0'))
  await rm(stream('harness'))
  await expect(readHistory(directory)).rejects.toThrow('none of its streams could be read')
})

test('what the version before wrote is read as if this one had written it', async () => {
  const old = (text: string) => text.replace('"schema":3', '"schema":2')
  const manifest = join(directory, 'manifest.json')
  await writeFile(manifest, (await readFile(manifest, 'utf8')).replace(/"schema": ?3/, '"schema":2'))
  const call = { type: 'fault', fault: 'stop-1', step: 'call', kind: 'stop', effect: { does: 'end' } }
  await edit('client-0', ([start, ...rest]) => [old(start!), ...rest])
  await edit('harness', ([start, phase, note, end]) => [
    old(start!),
    phase!,
    note!,
    JSON.stringify({ ...call, seq: 3, atUs: 9, node: 'server:1', selector: 'server:1', reason: 'named' }),
    end!.replace('"seq":3', '"seq":4'),
  ])
  const { harness, problems } = await readHistory(directory)
  expect(problems).toEqual([])
  expect(harness.find(record => record.type === 'fault')).toMatchObject({ effect: { does: 'end', graceful: true } })
  expect(harness.find(record => record.type === 'start')).toMatchObject({ schema: 3 })
})

test('another schema version is refused', async () => {
  await edit('client-0', ([start, ...rest]) => [start!.replace('"schema":3', '"schema":1'), ...rest])
  await expect(readHistory(directory)).rejects.toMatchObject({
    name: 'BadInputError',
    message: `${stream('client-0')}: schema version 1; this Holdfast reads versions 2 and 3`,
  })
})

test.for([
  ['', 'the file is empty'],
  ['{"schema":', 'JSON'],
  ['{"schema":9}', 'schema version 9; this Holdfast reads versions 2 and 3'],
  ['{"schema":2}', 'runId'],
] as const)('the manifest %j is refused', async ([content, why]) => {
  await writeFile(join(directory, 'manifest.json'), content)
  await expect(readHistory(directory)).rejects.toThrow(why)
})

test('no history at all', async () => {
  await expect(readHistory(join(directory, 'nowhere'))).rejects.toThrow('no manifest of a history')
})

test('a run that broke off is no whole record', async () => {
  await edit('harness', ([start, ...rest]) => {
    const broken = { seq: 1, atUs: 10, type: 'broken-off', reason: 'a body that throws' }
    const moved = rest.map(line => JSON.stringify({ ...JSON.parse(line), seq: JSON.parse(line).seq + 1 }))
    return [start!, JSON.stringify(broken), ...moved]
  })
  expect(await problems()).toContain('the run broke off: a body that throws')
})
