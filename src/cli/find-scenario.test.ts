import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { findScenario } from './find-scenario.ts'

const root = mkdtempSync(join(tmpdir(), 'holdfast-names-'))
afterAll(() => rmSync(root, { recursive: true }))
mkdirSync(join(root, 'negative'))
for (const file of ['crash', 'twin', 'negative/lost', 'negative/twin'])
  writeFileSync(join(root, `${file}.scenario.ts`), '')

test.each([
  ['crash', join(root, 'crash.scenario.ts')],
  ['lost', join(root, 'negative/lost.scenario.ts')],
  ['negative/lost', 'negative/lost'],
  ['none', 'none'],
])('%s', (name, file) => {
  expect(findScenario(name, root)).toBe(file)
})

test('a name that two have', () => {
  expect(() => findScenario('twin', root)).toThrow('several scenarios are named twin')
})

test('a path stays as it is', () => {
  const path = join(root, 'crash.scenario.ts')
  expect(findScenario(path, root)).toBe(path)
})
