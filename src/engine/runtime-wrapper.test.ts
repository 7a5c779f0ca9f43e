import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { runtimeWrapper } from './runtime-wrapper.ts'

const directory = mkdtempSync(join(tmpdir(), 'holdfast-wrapper-'))
afterEach(() => rmSync(directory, { recursive: true, force: true }))

test('takes one capability out of a bundle and of a process file, and passes all arguments on', () => {
  const wrapper = join(directory, 'wrapper')
  const bundle = join(directory, 'config.json')
  const processFile = join(directory, 'process file')
  writeFileSync(wrapper, runtimeWrapper('/bin/echo'), { mode: 0o755 })
  const capabilities = (list: string[]) => JSON.stringify({ bounding: list, effective: list })
  writeFileSync(bundle, capabilities(['CAP_CHOWN', 'CAP_SYS_RESOURCE', 'CAP_SYS_TIME']))
  writeFileSync(processFile, `${capabilities(['CAP_CHOWN', 'CAP_SYS_RESOURCE'])}${capabilities(['CAP_SYS_RESOURCE'])}`)
  const run = (...args: string[]) => execFileSync(wrapper, args).toString().trim()
  expect(run('--root', '/r', 'create', '--bundle', directory, 'id 1')).toBe(
    `--root /r create --bundle ${directory} id 1`,
  )
  expect(run('exec', '--process', processFile, 'id')).toContain('exec --process')
  expect(run('delete', 'id')).toBe('delete id')
  expect(readFileSync(bundle, 'utf8')).toBe(capabilities(['CAP_CHOWN', 'CAP_SYS_TIME']))
  expect(readFileSync(processFile, 'utf8')).toBe(`${capabilities(['CAP_CHOWN'])}${capabilities([])}`)
})
