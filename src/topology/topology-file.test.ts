import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { parseTopology } from './parse-topology.ts'
import { topologySchema } from './topology.ts'
import { topologyFile } from './topology-file.ts'

const text = topologyFile('../schemas/topology.schema.json')

test('the file says what the defaults are', () => {
  expect(parseTopology(parse(text), 'file')).toEqual(parseTopology({}, 'nothing'))
  expect(Object.keys(parse(text))).toEqual(Object.keys(parseTopology({}, 'nothing')))
})

test('its first line leads editors to the schema', () => {
  expect(text).toMatch(/^# yaml-language-server: \$schema=\.\.\/schemas\/topology\.schema\.json\n/)
})

interface Field {
  path: string
  schema: z.core.JSONSchema.BaseSchema
}

function fieldsOf(schema: z.core.JSONSchema.BaseSchema, parent = ''): Field[] {
  const properties = Object.entries((schema.properties ?? {}) as Record<string, z.core.JSONSchema.BaseSchema>)
  return properties.flatMap(([name, schema]) => [{ path: parent + name, schema }, ...fieldsOf(schema, `${name}.`)])
}

const fields = fieldsOf(z.toJSONSchema(topologySchema, { io: 'input' })).filter(({ path }) => path !== '$schema')

test.each(fields)('$path is there with its meaning and its allowed values', ({ path, schema }) => {
  const words = text.replaceAll(/\n\s*#/g, '').replaceAll(/\s+/g, ' ')
  expect(schema.description).toMatch(/\.$/)
  expect(words).toContain(schema.description)
  expect(text).toMatch(new RegExp(`^ *(# )?${path.split('.').at(-1)}:`, 'm'))
  const choices = [...words.matchAll(/(?:One of|Only) ([^.]*)\./g)].flatMap(([, list]) =>
    list!.replace(' so far', '').split(', '),
  )
  for (const value of schema.enum ?? []) expect(choices).toContain(value)
  if (schema.minimum !== undefined) expect(words).toContain(`from ${schema.minimum} to ${schema.maximum}`)
})

test('its examples are accepted once the comment signs are gone', () => {
  const shown = text.replaceAll(/ *# For example:\n((?: *# .*\n)+)/g, (_all, lines: string) =>
    lines.replaceAll('# ', ''),
  )
  const empty = /^(extraArgs|labels|taints): \[\]\n/gm
  // Its labels and taints are of agents.
  const { image, loadBalancer, extraArgs } = parseTopology({ ...parse(shown.replaceAll(empty, '')), agents: 1 }, 'file')
  expect(image).toContain('k3s')
  expect(loadBalancer.upstreams).toHaveLength(2)
  expect(extraArgs).toHaveLength(1)
})
