import { stringify } from 'yaml'
import { z } from 'zod'
import { topologySchema } from './topology.ts'

type JsonSchema = z.core.JSONSchema.BaseSchema

const lineWidth = 100

/**
 * A topology file that says what the defaults are: every field with its meaning and its allowed values, out of the
 * schema's own descriptions. `schemaPath` leads from the file to `topology.schema.json`, for editors.
 */
export function topologyFile(schemaPath: string): string {
  const { description, properties } = z.toJSONSchema(topologySchema, { io: 'input' })
  const { $schema: _, ...fields } = properties as Record<string, JsonSchema>
  const head = [
    `# yaml-language-server: $schema=${schemaPath}`,
    ...comment(`${description} These are the defaults; a field that is left out keeps its own.`),
  ]
  return `${[...head, ...Object.entries(fields).flatMap(linesOf)].join('\n')}\n`
}

function linesOf([name, schema]: [string, JsonSchema]): string[] {
  const meaning = comment([schema.description, allowedValues(schema)].filter(Boolean).join(' '))
  if (schema.properties !== undefined) {
    const fields = Object.entries(schema.properties as Record<string, JsonSchema>).flatMap(linesOf)
    return ['', ...meaning, `${name}:`, ...fields.slice(1).map(line => (line === '' ? '' : `  ${line}`))]
  }
  const written = (value: unknown) =>
    stringify({ [name]: value })
      .trimEnd()
      .split('\n')
  const examples = (schema.examples ?? []) as unknown[]
  return [
    '',
    ...meaning,
    ...(schema.default === undefined ? [] : written(schema.default)),
    ...(examples.length === 0 ? [] : ['# For example:']),
    ...examples.flatMap(written).map(line => `# ${line}`),
  ]
}

function allowedValues({ enum: values, minimum, maximum }: JsonSchema): string | undefined {
  if (values?.length === 1) return `Only ${values[0]} so far.`
  if (values !== undefined) return `One of ${values.join(', ')}.`
  if (minimum !== undefined) return `A number from ${minimum} to ${maximum}.`
  return undefined
}

/** Comment lines of bounded width. */
function comment(text: string): string[] {
  const lines = ['#']
  for (const word of text.split(' ')) {
    if (lines.at(-1)!.length + 1 + word.length > lineWidth) lines.push('#')
    lines[lines.length - 1] += ` ${word}`
  }
  return lines
}
