import { expect, test } from 'vitest'
import { contractMarkdown, knowledgeOf } from './contract-markdown.ts'
import { contractTable } from './contract-table.ts'
import type { Row } from './known.ts'
import { type Result, summaryOf } from './result.ts'

const results: Result[] = [
  {
    id: '3.4-ping',
    section: '3.4',
    promise: '/ping answers 200 pong to anybody',
    certainty: 'stated',
    readIn: 'k3s:pkg/server/handlers/handlers.go (v1.33)',
    outcome: 'holds',
    seen: '200 pong',
  },
  {
    id: '3.4-early',
    section: '3.4',
    promise: 'the port answers early',
    certainty: 'derived',
    readIn: 'k3s:pkg/cluster/cluster.go (v1.34)',
    outcome: 'broken',
    seen: 'it did not',
  },
  {
    id: '5.4-master',
    section: '5.4',
    promise: 'every Node has the label master',
    certainty: 'unconfirmed',
    outcome: 'broken',
    seen: 'server-0 lacks it | <b>',
    fallback: 'none',
  },
  {
    id: '2-agent',
    section: '2',
    promise: 'k3s agent is a sub-command',
    certainty: 'stated',
    readIn: 'k3s:cmd/server/main.go (v1.28)',
    outcome: 'not-applicable',
    seen: 'the image declares that it lacks agents',
  },
  {
    id: '2-mood',
    section: '2',
    promise: 'it is in a good mood',
    certainty: 'unconfirmed',
    outcome: 'holds',
    seen: 'it smiles',
  },
]
const unseen: Row = { ...results[1]!, outcome: 'unseen', seen: '' }

test('the terminal shows what was seen, and of a broken clause whose mistake it may be', () => {
  expect(contractTable(results, { colour: false, width: 80 })).toMatchInlineSnapshot(`
    "holds   3.4-ping    /ping answers 200 pong to anybody
                        seen: 200 pong
    BROKEN  3.4-early   the port answers early
                        seen: it did not
                        follows from k3s:pkg/cluster/cluster.go (v1.34): the
                        contract or the image may be wrong
    BROKEN  5.4-master  every Node has the label master
                        seen: server-0 lacks it | <b>
                        read nowhere: the contract may well be wrong
                        the driver's fallback: none
    n/a     2-agent     k3s agent is a sub-command
                        seen: the image declares that it lacks agents
    holds   2-mood      it is in a good mood
                        seen: it smiles"
  `)
})

test('only the mark, and what a broken clause says, are coloured', () => {
  const red = (result: Result) =>
    contractTable([result], { colour: true, width: 80 })
      .split('\n')
      .filter(line => line.includes('\u001b[31m'))
  expect(results.map(result => red(result).length)).toEqual([0, 4, 4, 0, 0])
})

test('Markdown has a table for each section, and a clause in one row', () => {
  const page = contractMarkdown({ title: 'an image', introduction: ['So it is.'], rows: [...results, unseen] })
  expect(page).toMatchInlineSnapshot(`
    "# an image

    So it is.

    ## 2 Command line, environment, configuration file

    | clause | promise | known | read in | seen |
    | --- | --- | --- | --- | --- |
    | \`2-agent\` | k3s agent is a sub-command | read | k3s:cmd/server/main.go (v1.28) | n/a: the image declares that it lacks agents |
    | \`2-mood\` | it is in a good mood | seen | — | it smiles |

    ## 3.4 HTTP on 6443

    | clause | promise | known | read in | seen |
    | --- | --- | --- | --- | --- |
    | \`3.4-ping\` | /ping answers 200 pong to anybody | seen and read | k3s:pkg/server/handlers/handlers.go (v1.33) | 200 pong |
    | \`3.4-early\` | the port answers early | read | follows from k3s:pkg/cluster/cluster.go (v1.34) | **broken**: it did not |
    | \`3.4-early\` | the port answers early | read | follows from k3s:pkg/cluster/cluster.go (v1.34) | — |

    ## 5.4 Marks on Nodes

    | clause | promise | known | read in | seen |
    | --- | --- | --- | --- | --- |
    | \`5.4-master\` | every Node has the label master | neither | — | **broken**: server-0 lacks it \\| \\<b\\>; driver's fallback: none |
    "
  `)
})

test('what vouches for clauses is counted: what was broken, or not asked, was not seen', () => {
  expect(knowledgeOf([...results, unseen])).toBe('6 clauses: 1 seen and read, 3 only read, 1 only seen, 1 neither')
})

test('the last word counts all three', () => {
  expect(summaryOf(results)).toBe('contract: 2 hold, 2 broken, 1 not applicable')
})
