import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { expect, test } from 'vitest'

/** What each room may import of the others: data goes one way. */
const allowedRooms: Record<string, string[]> = {
  base: [],
  distributions: [],
  topology: ['base', 'distributions'],
  history: ['base', 'topology'],
  chaos: ['base', 'distributions', 'history', 'topology'],
  prediction: ['base', 'distributions', 'history', 'topology'],
  checks: ['base', 'distributions', 'history', 'prediction', 'topology'],
  report: ['base', 'chaos', 'checks', 'distributions', 'history', 'prediction', 'topology'],
  engine: ['base'],
  images: ['base', 'distributions', 'engine', 'history', 'topology'],
  run: ['base', 'checks', 'engine', 'history', 'report', 'topology'],
  prober: ['base', 'history', 'topology'],
  ledger: ['base', 'history', 'prober', 'topology'],
  relay: ['base', 'prober'],
  kube: ['base', 'history'],
  cluster: [
    'base',
    'distributions',
    'engine',
    'history',
    'images',
    'kube',
    'ledger',
    'prober',
    'relay',
    'run',
    'topology',
  ],
  faults: ['base', 'chaos', 'cluster', 'distributions', 'engine', 'history', 'kube', 'prober', 'run', 'topology'],
  scenario: [
    'base',
    'chaos',
    'checks',
    'cluster',
    'distributions',
    'engine',
    'faults',
    'history',
    'images',
    'kube',
    'run',
    'topology',
  ],
  bench: ['base', 'cluster', 'engine', 'history', 'images', 'run', 'topology'],
  calibrate: ['base', 'checks', 'cluster', 'history', 'prober'],
  rehearsal: ['base', 'engine', 'images', 'report', 'topology'],
  cli: [
    'base',
    'bench',
    'calibrate',
    'chaos',
    'checks',
    'cluster',
    'contract',
    'distributions',
    'engine',
    'faults',
    'history',
    'images',
    'report',
    'run',
    'scenario',
    'topology',
  ],
  contract: ['base', 'cluster', 'engine', 'history', 'images', 'kube', 'prober', 'report', 'run', 'topology'],
}

/** Packages that only these rooms may import. */
const keptPackages: Record<string, string[]> = {
  dockerode: ['engine', 'images'],
  testcontainers: ['engine', 'images'],
  vitest: ['scenario'],
  '@kubernetes/client-node': ['kube'],
}

/** Rooms that touch nothing in the world. */
const pureRooms = ['distributions', 'topology', 'prediction', 'checks', 'chaos']

interface Import {
  file: string
  room: string
  target: string
  lazy: boolean
  typeOnly: boolean
}

const root = import.meta.dirname
const pattern = /(?:^|\n)\s*(import type|import|export)\b[^'"`;]*?\bfrom '([^']+)'|\bimport\('([^']+)'\)/g

const imports: Import[] = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter(
    file => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.includes('__fixtures__') && file.includes(sep),
  )
  .flatMap(file =>
    [...readFileSync(join(root, file), 'utf8').matchAll(pattern)].map(([, keyword, from, lazily]) => ({
      file,
      room: file.split(sep)[0]!,
      target: resolved(file, (from ?? lazily)!),
      lazy: lazily !== undefined,
      typeOnly: keyword === 'import type',
    })),
  )

function resolved(file: string, target: string): string {
  return target.startsWith('.') ? relative(root, join(root, dirname(file), target)) : target
}

const isOurs = ({ target }: Import): boolean => target.endsWith('.ts')

test('rooms import only what lies before them on the way', () => {
  const wrong = imports.filter(each => {
    const room = each.target.split(sep)[0]!
    return isOurs(each) && room !== each.room && !allowedRooms[each.room]?.includes(room)
  })
  expect(wrong).toEqual([])
})

test('packages that touch the world are kept to their rooms', () => {
  const wrong = imports.filter(({ target, room }) => {
    const name = Object.keys(keptPackages).find(kept => target === kept || target.startsWith(`${kept}/`))
    return name !== undefined && !keptPackages[name]!.includes(room)
  })
  expect(wrong).toEqual([])
})

test('pure rooms touch neither files nor processes nor the network', () => {
  expect(imports.filter(({ room, target }) => pureRooms.includes(room) && target.startsWith('node:'))).toEqual([])
})

test('what judges makes no words: times become text in the report alone', () => {
  const judging = ['checks', 'prediction']
  const wrong = imports.filter(({ room, target }) => judging.includes(room) && target === join('base', 'duration.ts'))
  expect(wrong).toEqual([])
})

test('a scenario file loads no engine and no Kubernetes client until its body runs', () => {
  const heavy = ['engine', 'images', 'kube', 'cluster']
  const eager = imports.filter(each => isOurs(each) && !each.lazy && !each.typeOnly)
  const reached = new Set<string>()
  const visit = (file: string) => {
    if (reached.has(file)) return
    reached.add(file)
    for (const each of eager.filter(each => each.file === file)) visit(each.target)
  }
  visit(join('scenario', 'scenario.ts'))
  expect([...reached].filter(file => heavy.includes(file.split(sep)[0]!))).toEqual([])
})
