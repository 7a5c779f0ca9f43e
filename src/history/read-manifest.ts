import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { BadInputError, messageOf } from '../base/errors.ts'
import { manifestFromSchema2 } from './from-schema-2.ts'
import type { Manifest } from './manifest.ts'
import { historySchemaVersion } from './records.ts'

/** What judging reads of a manifest; everything else in it is for people. */
const judged = z.looseObject({
  runId: z.string(),
  topology: z.looseObject({ servers: z.int() }),
  nodes: z.array(z.looseObject({ id: z.string(), ip: z.string() })),
  limits: z.looseObject({ series: z.looseObject({}) }),
  control: z.looseObject({ mustFail: z.array(z.string()), mustPass: z.array(z.string()) }).optional(),
  series: z.array(z.looseObject({ id: z.string(), path: z.string(), operation: z.string(), connection: z.string() })),
  etcd: z.looseObject({ heartbeatMs: z.number().positive(), electionMs: z.number().positive() }).optional(),
  streams: z.array(z.string().regex(/^[\w-]+$/)).min(1),
})

/** @throws BadInputError when the file is missing, is no manifest, or is of another schema version. */
export async function readManifest(directory: string): Promise<Manifest> {
  const path = join(directory, 'manifest.json')
  let content: unknown
  try {
    const text = await readFile(path, 'utf8')
    if (text.trim() === '') throw new Error('the file is empty')
    content = JSON.parse(text)
  } catch (error) {
    throw new BadInputError(`${path}: no manifest of a history: ${messageOf(error)}`, {
      hint: 'name the directory of one run, such as reports/latest/261122-101500-k3f',
    })
  }
  const { schema } = (content ?? {}) as { schema?: unknown }
  if (schema !== historySchemaVersion && schema !== 2) throw otherVersion(path, schema)
  const parsed = judged.safeParse(content)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!
    throw new BadInputError(`${path}: ${issue.path.join('.')}: ${issue.message}`)
  }
  const manifest = content as Manifest
  return schema === 2 ? manifestFromSchema2(manifest) : manifest
}

/** The refusal of a history of another schema version. */
export const otherVersion = (path: string, found: unknown): BadInputError =>
  new BadInputError(
    `${path}: schema version ${String(found)}; this Holdfast reads versions 2 and ${historySchemaVersion}`,
    {
      hint: 'judge it with the version of Holdfast that its manifest names',
    },
  )
