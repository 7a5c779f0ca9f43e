import { expect, test } from 'vitest'
import { campaign } from '../__fixtures__/campaign.ts'
import { html } from '../html.ts'
import type { RunReport } from '../report-schema.ts'
import { type ComparedRun, compare } from './compare.ts'
import { comparisonHtml } from './comparison-html.ts'
import { comparisonMarkdown } from './comparison-md.ts'
import { comparisonSchema } from './comparison-schema.ts'
import { comparisonText } from './comparison-text.ts'

const [held, failed] = campaign().reports as [RunReport, RunReport]
const node = { node: 'server:0', bytes: 610e6 }

type Recovered = RunReport['recovery'][number]

const later = (stage: Recovered['stage'], afterMs: number, from: 'fault' | 'start'): Recovered => ({
  fault: 'kill-1',
  stage,
  text: '',
  atUs: 0,
  afterMs,
  from,
})
const recovery = [
  later({ kind: 'new-pod', stage: 'running' }, 18_400, 'fault'),
  later({ kind: 'rejoined', node: 'server:1', stage: 'voter' }, 4200, 'start'),
  later({ kind: 'rejoined', node: 'server:1', stage: 'endpoints' }, 21_300, 'start'),
]

/** A recorded run, told again of another topology, and as if its writes had taken longer. */
function run(runId: string, fields: Partial<RunReport['topology']>, slowerMs = 0, report = held): ComparedRun {
  const longer = <Gaps extends RunReport['series'][number]['failed']>(gaps: Gaps) => ({
    ...gaps,
    outages: gaps.outages.map(outage => ({ ...outage, toUs: outage.toUs + slowerMs * 1000 })),
  })
  const series = report.series.map(each =>
    each.definition.operation === 'write'
      ? { ...each, failed: longer(each.failed), stalled: longer(each.stalled) }
      : each,
  )
  const memory = [node, { ...node, node: 'server:1' }, { node: 'client:0', bytes: 90e6 }]
  const formation: RunReport['formation'] = [{ stage: 'formed', text: '', afterMs: 22_700 + slowerMs }]
  const topology = { ...report.topology, ...fields }
  return {
    report: { ...report, runId, series, memory, formation, recovery, topology },
    verdict: report.verdict,
    directory: runId,
  }
}

const tuned = held.topology.loadBalancer
const plain = { ...tuned, preset: 'plain' as const }
const unrun = { title: held.title, cell: 'postgres, nginx:plain', reason: 'it needs datastore embedded-etcd' }
const runs = [
  run('a1', { loadBalancer: tuned }),
  run('a2', { loadBalancer: tuned }, 1500),
  run('a3', { loadBalancer: tuned }, 500),
  run('b1', { loadBalancer: plain }, 0, failed),
]
const comparison = compare(runs, [unrun])

test('it is what its schema says', () => {
  expect(comparisonSchema.parse(comparison)).toEqual(comparison)
})

test('the runs of one cell are a spread', () => {
  const { values } = comparison.rows[0]!
  const { min, median, max, runs } = values['write/new']!
  expect([median - min, max - min, runs]).toEqual([500, 1500, 3])
  expect(values['cached-read/new']).toMatchObject({ min: values['cached-read/new']!.max, runs: 3 })
})

test('on the terminal', () => {
  expect(comparisonText(comparison, { colour: false, width: 140 })).toMatchInlineSnapshot(`
    "                                  cached reads    quorum reads                    writes    lost
      cell                            new   reused     new  reused          new       reused     new  new pod  rejoin       formed  memory

    a crashed etcd leader
    ✓ embedded-etcd, nginx tuned     0 ms     0 ms  7.11 s  7.13 s       7.61 s       7.63 s     0 %   18.4 s  21.3 s       23.2 s  1.2 GB
        least–most                                                  7.11–8.61 s  7.13–8.63 s                           22.7–24.2 s
        floor                     ≤ 0.7 s  ≤ 0.1 s                    4.0–9.5 s               ≤ 33 %                         1–2 s  975 MB
    ✗ embedded-etcd, nginx plain     0 ms     0 ms  7.11 s  7.13 s       7.11 s       7.13 s     0 %   18.4 s  21.3 s       22.7 s  1.2 GB
        floor                     ≤ 0.7 s  ≤ 0.1 s                    4.0–9.5 s               ≤ 33 %                         1–2 s  975 MB
    – postgres, nginx:plain       not run: it needs datastore embedded-etcd"
  `)
})

test('no line is wider than the terminal while the numbers fit', () => {
  const lines = comparisonText(comparison, { colour: false, width: 132 }).split('\n')
  expect(Math.max(...lines.map(line => line.length))).toBeLessThanOrEqual(132)
})

test('in a narrow terminal, a line a measure', () => {
  expect(comparisonText(comparison, { colour: false, width: 80 })).toMatchInlineSnapshot(`
    "a crashed etcd leader
    ✓ embedded-etcd, nginx tuned
        cached reads, new        0 ms  floor ≤ 0.7 s
        cached reads, reused     0 ms  floor ≤ 0.1 s
        quorum reads, new      7.11 s
        quorum reads, reused   7.13 s
        writes, new            7.61 s  (7.11–8.61 s)  floor 4.0–9.5 s
        writes, reused         7.63 s  (7.13–8.63 s)
        lost, new                 0 %  floor ≤ 33 %
        new pod                18.4 s
        rejoin                 21.3 s
        formed                 23.2 s  (22.7–24.2 s)  floor 1–2 s
        memory                 1.2 GB  floor 975 MB
    ✗ embedded-etcd, nginx plain
        cached reads, new        0 ms  floor ≤ 0.7 s
        cached reads, reused     0 ms  floor ≤ 0.1 s
        quorum reads, new      7.11 s
        quorum reads, reused   7.13 s
        writes, new            7.11 s  floor 4.0–9.5 s
        writes, reused         7.13 s
        lost, new                 0 %  floor ≤ 33 %
        new pod                18.4 s
        rejoin                 21.3 s
        formed                 22.7 s  floor 1–2 s
        memory                 1.2 GB  floor 975 MB
    – postgres, nginx:plain: not run: it needs datastore embedded-etcd"
  `)
})

test('in Markdown', () => {
  expect(comparisonMarkdown(comparison)).toMatchInlineSnapshot(`
    "## Comparison: a crashed etcd leader

    |  | cell | cached reads, new | cached reads, reused | quorum reads, new | quorum reads, reused | writes, new | writes, reused | lost, new | new pod | rejoin | formed | memory |
    | :-- | :-- | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |
    | ✓ | embedded-etcd, nginx tuned | 0 ms; floor ≤ 0.7 s | 0 ms; floor ≤ 0.1 s | 7.11 s | 7.13 s | 7.61 s (7.11–8.61 s); floor 4.0–9.5 s | 7.63 s (7.13–8.63 s) | 0 %; floor ≤ 33 % | 18.4 s | 21.3 s | 23.2 s (22.7–24.2 s); floor 1–2 s | 1.2 GB; floor 975 MB |
    | ✗ | embedded-etcd, nginx plain | 0 ms; floor ≤ 0.7 s | 0 ms; floor ≤ 0.1 s | 7.11 s | 7.13 s | 7.11 s; floor 4.0–9.5 s | 7.13 s | 0 %; floor ≤ 33 % | 18.4 s | 21.3 s | 22.7 s; floor 1–2 s | 1.2 GB; floor 975 MB |
    | – | postgres, nginx:plain: not run: it needs datastore embedded-etcd | – | – | – | – | – | – | – | – | – | – | – |"
  `)
})

test('as a page', () => {
  const text = html`${comparisonHtml(comparison)}`.toString()
  expect(text.slice(text.indexOf('<tbody>'))).toMatchInlineSnapshot(`
    "<tbody>
    <tr><th class="story" scope="rowgroup" colspan="13">a crashed etcd leader</th></tr>
    <tr><td><span class="badge pass"><span aria-hidden="true">✓</span> pass</span></td><th scope="row">embedded-etcd, nginx tuned<small><a href="./a1/report.html" title="a1">1</a> <a href="./a2/report.html" title="a2">2</a> <a href="./a3/report.html" title="a3">3</a></small></th><td class="number">0 ms<small class="floor" title="one connect limit, 0.1 s; 33 % of new connections meet a lost server for up to 13.6 s">≤ 0.7 s</small></td><td class="number">0 ms<small class="floor" title="one reconnect">≤ 0.1 s</small></td><td class="number">7.11 s<small class="floor" title=""></small></td><td class="number">7.13 s<small class="floor" title=""></small></td><td class="number">7.61 s<small>7.11–8.61 s</small><small class="floor" title="election 4.0–9.5 s (500/5000 ms), here term 2 → 3">4.0–9.5 s</small></td><td class="number">7.63 s<small>7.13–8.63 s</small><small class="floor" title=""></small></td><td class="number">0 %<small class="floor" title="one connect limit, 0.1 s; 33 % of new connections meet a lost server for up to 13.6 s">≤ 33 %</small></td><td class="number">18.4 s<small class="floor" title="the lease of the scheduler moves 13–29 s after the fault, then about 1 s"></small></td><td class="number">21.3 s<small class="floor" title=""></small></td><td class="number">23.2 s<small>22.7–24.2 s</small><small class="floor" title="2 learners become voters one after the other, each at a tick of 1 s">1–2 s</small></td><td class="number">1.2 GB<small class="floor" title="3 × 325 MB, measured for the stand-in at rest">975 MB</small></td></tr>
    <tr><td><span class="badge fail"><span aria-hidden="true">✗</span> fail</span></td><th scope="row">embedded-etcd, nginx plain<small><a href="./b1/report.html" title="b1">report</a></small></th><td class="number">0 ms<small class="floor" title="one connect limit, 0.1 s; 33 % of new connections meet a lost server for up to 13.6 s">≤ 0.7 s</small></td><td class="number">0 ms<small class="floor" title="one reconnect">≤ 0.1 s</small></td><td class="number">7.11 s<small class="floor" title=""></small></td><td class="number">7.13 s<small class="floor" title=""></small></td><td class="number">7.11 s<small class="floor" title="election 4.0–9.5 s (500/5000 ms), here term 2 → 3">4.0–9.5 s</small></td><td class="number">7.13 s<small class="floor" title=""></small></td><td class="number">0 %<small class="floor" title="one connect limit, 0.1 s; 33 % of new connections meet a lost server for up to 13.6 s">≤ 33 %</small></td><td class="number">18.4 s<small class="floor" title="the lease of the scheduler moves 13–29 s after the fault, then about 1 s"></small></td><td class="number">21.3 s<small class="floor" title=""></small></td><td class="number">22.7 s<small class="floor" title="2 learners become voters one after the other, each at a tick of 1 s">1–2 s</small></td><td class="number">1.2 GB<small class="floor" title="3 × 325 MB, measured for the stand-in at rest">975 MB</small></td></tr>
    <tr><td>–</td><th scope="row">postgres, nginx:plain</th><td class="theory" colspan="11">not run: it needs datastore embedded-etcd</td></tr>
    </tbody></table></div></section>"
  `)
})

test('the same cell of two campaigns is a row for each', () => {
  const nights = ['monday', 'tuesday'].map(source => ({ ...run(source, {}), source }))
  expect(compare(nights).rows.map(({ cell }) => cell)).toEqual([
    'embedded-etcd, nginx tuned, monday',
    'embedded-etcd, nginx tuned, tuesday',
  ])
})

test('parts of one comparison come together', () => {
  const parts = [
    { ...run('one', {}), source: 'monday' },
    { ...run('two', { loadBalancer: plain }), source: 'tuesday' },
  ]
  expect(compare(parts).rows.map(({ cell }) => cell)).toEqual([
    'embedded-etcd, nginx tuned',
    'embedded-etcd, nginx plain',
  ])
})

test('a name tells what is not the same in all, and no more', () => {
  const cells = compare([run('a', { servers: 3 }), run('b', { servers: 5, datastore: 'postgres' })]).rows
  expect(cells.map(({ cell }) => cell)).toEqual([
    '3 servers, embedded-etcd, nginx tuned',
    '5 servers, postgres, nginx tuned',
  ])
})

test('agents are told where there are any', () => {
  const cells = compare([run('a', { agents: 0 }), run('b', { agents: 2 })]).rows
  expect(cells.map(({ cell }) => cell)).toEqual(['embedded-etcd, nginx tuned', '2 agents, embedded-etcd, nginx tuned'])
})

test('the prober is not of the cluster', () => {
  expect(comparison.rows[0]!.values.memory).toMatchObject({ median: 1220e6, floor: '975 MB' })
})

test('a server that did not come back has no time of rejoining', () => {
  const measuredValue = { outcome: 'not-reached', stages: ['voter'] }
  const away = held.checks.map(check =>
    check.kind === 'rejoin' ? { ...check, verdict: 'fail' as const, measured: 'not voter', measuredValue } : check,
  )
  expect(compare([run('a', {})]).rows[0]!.values).toHaveProperty('rejoin')
  expect(compare([run('a', {}, 0, { ...held, checks: away })]).rows[0]!.values).not.toHaveProperty('rejoin')
})
