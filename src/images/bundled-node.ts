import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** The Node that this project brings along as a package: one file that runs on any Linux of its architecture. */
export function bundledNode(): { path: string; version: string } {
  const manifest = createRequire(import.meta.url).resolve('node/package.json')
  const { version } = JSON.parse(readFileSync(manifest, 'utf8'))
  return { path: join(dirname(manifest), 'bin/node'), version }
}
