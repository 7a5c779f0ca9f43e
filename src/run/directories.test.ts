import { mkdir, mkdtemp, readdir, readlink, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { newCampaign, newRunDirectory } from './directories.ts'
import { timeId } from './time-id.ts'

let root: string
beforeEach(async () => {
  root = join(await mkdtemp(join(tmpdir(), 'holdfast-reports-')), 'reports')
})
afterEach(() => rm(join(root, '..'), { recursive: true, force: true }))

test('the latest campaign is the last one made', async () => {
  await newCampaign(root)
  const { id, directory } = await newCampaign(root)
  expect(await readlink(join(root, 'latest'))).toBe(id)
  expect(basename(directory)).toBe(id)
  expect(await readdir(root)).toHaveLength(3)
})

test('a folder named latest costs only the link', async () => {
  await mkdir(join(root, 'latest'), { recursive: true })
  await writeFile(join(root, 'latest', 'mine'), '')
  await newCampaign(root)
  expect(await readdir(join(root, 'latest'))).toEqual(['mine'])
})

test('a run has its places, and its evidence is for the owner alone', async () => {
  const { directory } = await newCampaign(root)
  const run = await newRunDirectory(directory, '261122-062815-k3f')
  expect(run.directory).toBe(join(directory, '261122-062815-k3f'))
  const modes = await Promise.all([run.directory, run.history, run.logs].map(async path => (await stat(path)).mode))
  expect(modes.map(mode => (mode & 0o777).toString(8))).toEqual(['755', '700', '700'])
})

test('ids are short, sort by time, and differ within a second', () => {
  const ids = ['2026-11-22T06:28:15Z', '2026-11-22T06:28:16Z', '2027-01-01T00:00:00Z'].map(at => timeId(new Date(at)))
  expect(ids[0]).toMatch(/^261122-062815-[a-z2-9]{3}$/)
  expect(ids.toSorted()).toEqual(ids)
  expect(new Set(Array.from({ length: 20 }, () => timeId(new Date(0)))).size).toBeGreaterThan(15)
})
