import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { schemaFiles } from './schema-files.ts'

test.each(Object.entries(schemaFiles()))('schemas/%s is current: node src/report/write-schemas.ts', (name, text) => {
  expect(readFileSync(new URL(`../../schemas/${name}`, import.meta.url), 'utf8')).toBe(text)
})
