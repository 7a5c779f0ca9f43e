// Writes schemas/ anew: node src/report/write-schemas.ts
import { writeFileSync } from 'node:fs'
import { schemaFiles } from './schema-files.ts'

for (const [name, text] of Object.entries(schemaFiles())) {
  writeFileSync(new URL(`../../schemas/${name}`, import.meta.url), text)
}
