import { expect, test } from 'vitest'
import { campaign } from '../__fixtures__/campaign.ts'
import type { RunReport } from '../report-schema.ts'
import { cellNames } from './cell-names.ts'

const report = campaign().reports[0]!

/** The report as if its load balancer's image had been another. */
const over = (role: 'nginx' | 'haproxy', name: string): RunReport => ({
  ...report,
  images: [
    ...report.images.filter(image => image.role === 'node'),
    { ...report.images[0]!, role, name, reference: name, standIn: false },
  ],
})

test('images of one role that differ tell one topology from another', () => {
  expect(cellNames([over('haproxy', 'haproxy:3.0'), over('haproxy', 'haproxy:3.2')])).toEqual([
    expect.stringMatching(/, haproxy:3\.0$/),
    expect.stringMatching(/, haproxy:3\.2$/),
  ])
})

test('images of two roles differ anyhow, and what does not differ is not told', () => {
  for (const [one, other] of [
    [over('haproxy', 'haproxy:3.0'), over('nginx', 'nginx:1.28')],
    [over('nginx', 'nginx:1.28'), over('nginx', 'nginx:1.28')],
  ] as const)
    expect(cellNames([one, other]).join()).not.toMatch(/haproxy:3|nginx:1/)
})
