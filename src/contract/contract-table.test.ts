import { expect, test } from 'vitest'
import { contractMarkdown } from './contract-markdown.ts'
import { contractTable } from './contract-table.ts'
import { type Result, summaryOf } from './result.ts'

const results: Result[] = [
  {
    id: '3.4-ping',
    section: '3.4',
    promise: '/ping answers 200 pong to anybody',
    certainty: 'stated',
    outcome: 'holds',
    seen: '200 pong',
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
    outcome: 'not-applicable',
    seen: 'the image declares that it lacks agents',
  },
]

test('the terminal shows what was seen, and of a broken clause whose mistake it may be', () => {
  expect(contractTable(results, { colour: false, width: 80 })).toMatchInlineSnapshot(`
    "holds   3.4-ping    /ping answers 200 pong to anybody
                        seen: 200 pong
    BROKEN  5.4-master  every Node has the label master
                        seen: server-0 lacks it | <b>
                        unconfirmed: the contract may well be wrong
                        the driver's fallback: none
    n/a     2-agent     k3s agent is a sub-command
                        seen: the image declares that it lacks agents"
  `)
})

test('only the mark, and what a broken clause says, are coloured', () => {
  const lines = contractTable(results, { colour: true, width: 80 }).split('\n')
  expect(lines.filter(line => line.includes('\u001b[31m'))).toHaveLength(4)
})

test('Markdown holds every clause in one row', () => {
  expect(contractMarkdown('an image', results)).toMatchInlineSnapshot(`
    "# an image

    contract: 1 hold, 1 broken, 1 not applicable

    | section | clause | promise |  | certainty | seen |
    | --- | --- | --- | --- | --- | --- |
    | 3.4 | \`3.4-ping\` | /ping answers 200 pong to anybody | holds | stated | 200 pong |
    | 5.4 | \`5.4-master\` | every Node has the label master | **broken** | unconfirmed | server-0 lacks it \\| \\<b\\>; driver's fallback: none |
    | 2 | \`2-agent\` | k3s agent is a sub-command | n/a | stated | the image declares that it lacks agents |
    "
  `)
})

test('the last word counts all three', () => {
  expect(summaryOf(results)).toBe('contract: 1 hold, 1 broken, 1 not applicable')
})
