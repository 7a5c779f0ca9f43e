import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Clause } from './clause.ts'
import type { ReadingRecord } from './reading-record.ts'
import { referenceFile, referenceText } from './reference.ts'
import { referencePage } from './reference-page.ts'

test('docs/reference/k3s-contract.md is current: node src/contract/write-reference.ts', () => {
  expect(readFileSync(referenceFile, 'utf8')).toBe(referenceText())
})

const clause = (id: string, promise: string, more: Partial<Clause> = {}): Clause => ({
  id,
  promise,
  test: async () => 'asked',
  ...more,
})
const seen = { section: '2', certainty: 'stated', outcome: 'holds', seen: 'it' } as const
const kept: ReadingRecord = {
  schemaVersion: 2,
  holdfast: { version: '0.1.0', commit: 'abc' },
  image: { role: 'node', reference: 'node:1', how: 'built', standIn: true, contents: 'parts', id: 'sha256:1' },
  version: 'v1.36.3+k3s1',
  lacks: [],
  startedAt: '2026-11-30T23:00:00.000Z',
  durationMs: 1,
  counts: { holds: 2, broken: 0, 'not-applicable': 0 },
  clauses: [
    { id: '2-same', promise: 'as it was', ...seen },
    { id: '2-reworded', promise: 'otherwise', ...seen },
  ],
}

test('a row has what was read and what was seen; of another promise under the same id nothing was', () => {
  const page = referencePage(
    [
      clause('2-same', 'as it was', { stated: 'k3s:package/Dockerfile' }),
      clause('2-reworded', 'new words', { derived: 'k3s:package/Dockerfile', fallback: 'does without' }),
      clause('2-guess', 'remembered'),
    ],
    kept,
  )
  expect(page).toMatchInlineSnapshot(`
    "# The contract with k3s, clause by clause

    What Holdfast expects of \`rancher/k3s\`. [How to ask an image for it](../contract.md).

    - **read**: in the source of k3s or of what it is made of, or in its documentation, in a copy of about that release;
      *follows from* where no sentence and no constant says it. Nobody compared the copy with one release.
    - **seen**: on node:1, a stand-in for k3s, (v1.36.3+k3s1), on 2026-11-30.
    - **neither**: remembered only.

    3 clauses: 1 seen and read, 1 only read, 0 only seen, 1 neither. Written by \`node src/contract/write-reference.ts\`, never by hand.

    ## 2 Command line, environment, configuration file

    | clause | promise | known | read in | seen |
    | --- | --- | --- | --- | --- |
    | \`2-same\` | as it was | seen and read | k3s:package/Dockerfile (v1.31) | it |
    | \`2-reworded\` | new words | read | follows from k3s:package/Dockerfile (v1.31) | — |
    | \`2-guess\` | remembered | neither | — | — |

    ## What the driver does without a clause

    It lives without those that nobody states. These are the ones that it meets:

    | clause | the driver |
    | --- | --- |
    | \`2-reworded\` | does without |
    "
  `)
})
