import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test, vi } from 'vitest'

// Every test starts processes, perhaps beside much else.
vi.setConfig({ testTimeout: 20_000 })
const bin = fileURLToPath(new URL('../../bin/holdfast.js', import.meta.url))

const majorOf = (node: string) =>
  Number(spawnSync(node, ['-p', 'process.versions.node']).stdout.toString().split('.')[0])

/** The machine's own Node, when it is too old to load what follows `bin/holdfast.js`. */
const olderNode = (process.env.PATH ?? '')
  .split(delimiter)
  .filter(directory => !directory.includes('node_modules'))
  .map(directory => join(directory, 'node'))
  .find(node => existsSync(node) && majorOf(node) < 24)

const holdfast = (node: string, ...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(node, [bin, ...args], { encoding: 'utf8' })
  return { status, stdout, stderr }
}

describe.each([
  ['this Node', process.execPath],
  ['an older Node', olderNode],
] as const)('with %s', (_name, found) => {
  const node = found ?? ''
  describe.skipIf(found === undefined)('', () => {
    test.each([
      { args: ['--help'], status: 0 },
      { args: ['--version'], status: 0 },
      { args: ['gc', '--help'], status: 0 },
      { args: ['--bad'], status: 4 },
      { args: ['gc', '--bad'], status: 4 },
      { args: ['contract', '--only', '9.9'], status: 4 },
      { args: ['contract', '--image', 'no image'], status: 4 },
      { args: ['no-such-command'], status: 4 },
      { args: [], status: 4 },
    ])('$args ends with $status', ({ args, status }) => {
      expect(holdfast(node, ...args).status).toBe(status)
    })
  })
})

test('a line that does not parse says where help is', () => {
  expect(holdfast(process.execPath, 'gc', '--bad').stderr).toMatchInlineSnapshot(`
    "error: unknown option '--bad'
    hint: see holdfast gc --help
    "
  `)
})

const notTopology = fileURLToPath(new URL('../../.gitignore', import.meta.url))

test.each([
  [['run', '--tag', 'crash'], "there is no tag 'crash'"],
  [['run', 'scenarios/none.scenario.ts'], 'there is no scenario file scenarios/none.scenario.ts'],
  [['run', 'package.json'], 'package.json is no scenario file'],
  [['run', '--topology', notTopology], 'holds no fields'],
  [['up', '--topology', 'none.yaml'], 'topology file none.yaml cannot be read'],
  [['up', '--servers', '9'], 'topology.servers'],
  [['judge', 'src'], 'no manifest of a history'],
  [['compare', 'src'], 'src holds neither report.json nor campaign.json'],
  [['chaos', '--duration', 'long'], "--duration: 'long' is no duration"],
  [['chaos', '--duration', '30s'], '--duration: 30s is not from 1m to 2h'],
  [['chaos', '--seed', 'x'], "seed: 'x' is no whole number"],
  [['chaos', '--faults', 'kill,kil'], "there is no fault 'kil'"],
  [['chaos', '--servers', '1', '--load-balancer', 'none'], 'kill, stop, powerOff, pause, loss, bandwidth, restartLoop'],
  [
    ['chaos', '--faults', 'restartBalancer', '--load-balancer', 'none', '--break-quorum'],
    'chaos: none of these faults can be drawn: restartBalancer: it strikes lb, and there is none',
  ],
  [['chaos', '--schedule', 'none.yaml'], 'schedule none.yaml cannot be read'],
  [['chaos', '--schedule', notTopology], 'holds no fields'],
  [['chaos', '--schedule', 'x.yaml', '--duration', '5m'], '--duration is for drawing a schedule'],
  [['faults', '--servers', '9'], 'topology.servers'],
  [['run', '--repeat', '0'], "--repeat: '0' is no whole number from 1 on"],
  [['run', '--shard', '1/2'], 'there is one cell, which cannot be divided'],
  [['run', '--datastore', 'oracle,postgres'], '--datastore oracle: topology.datastore: "oracle" is not allowed'],
  [['run', '--load-balancer', 'nginx:fast'], "--load-balancer: there is no 'nginx:fast'"],
  [['lint', 'none.conf'], "load balancer's file none.conf cannot be read"],
  [['lint', notTopology], "is no load balancer's file that Holdfast can read"],
  [['lint', 'package.json'], "package.json is not a load balancer's file: it holds fields, as a topology does"],
  [['lint', 'package.json'], 'holdfast lint --topology package.json'],
  [['lint', notTopology, '--servers', '3'], "either a load balancer's file or a topology"],
])('%j says in words what is wrong, and ends with 4', (args, words) => {
  const { status, stderr } = holdfast(process.execPath, ...args)
  expect(status).toBe(4)
  expect(stderr).toMatch(/^holdfast: .*\n(hint: .*\n)?$/)
  expect(stderr).toContain(words)
})

const commands = [
  'run',
  'test',
  'list',
  'chaos',
  'faults',
  'judge',
  'compare',
  'lint',
  'up',
  'down',
  'init',
  'doctor',
  'images',
  'contract',
  'bench',
  'gc',
]

test('help lists every command', () => {
  const { stdout } = holdfast(process.execPath, '--help')
  for (const command of commands) expect(stdout).toMatch(new RegExp(`^  ${command}\\b`, 'm'))
})

test.each(commands)('the help of %s has an example', command => {
  expect(holdfast(process.execPath, command, '--help').stdout).toContain(`$ holdfast ${command}`)
})
