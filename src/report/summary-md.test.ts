import { expect, test } from 'vitest'
import { campaign } from './__fixtures__/campaign.ts'
import { summaryMarkdown } from './summary-md.ts'

test('verdict, runs, and the checks of each', () => {
  const { campaign: written, reports } = campaign()
  expect(summaryMarkdown(written, reports)).toMatchInlineSnapshot(`
    "# Holdfast: fail

    The control plane did not hold.

    |  | run | passed | failed | unknown | took |
    | :-- | :-- | --: | --: | --: | --: |
    | ✓ | a crashed etcd leader | 12 | 0 | 0 | 1 min 44 s |
    | ✗ | a crashed etcd leader | 10 | 1 | 1 | 1 min 44 s |
    | ? | a stopped follower | 0 | 0 | 0 | 1 min 1 s |

    ## ✓ a crashed etcd leader

    holdfast/node:6f1c2a90 (a stand-in for k3s), timing \`fast\`, seed 1583740211

    |  | check | measured | limit | theory |
    | :-- | :-- | --: | --: | :-- |
    | ✓ | Cached reads on new connections are back within 2.00 s | 0 ms | 2.00 s | one connect limit, 0.1 s |
    | ✓ | Cached reads on reused connections are back within 2.00 s | 0 ms | 2.00 s | one connect limit, 0.1 s |
    | ✓ | Quorum reads on new connections are back within 12.0 s | 7.11 s | 12.0 s | election 4.0–9.5 s (500/5000 ms), here term 2 → 3 |
    | ✓ | Quorum reads on reused connections are back within 12.0 s | 7.13 s | 12.0 s | election 4.0–9.5 s (500/5000 ms), here term 2 → 3 |
    | ✓ | Writes on new connections are back within 12.0 s | 7.11 s | 12.0 s | election 4.0–9.5 s (500/5000 ms), here term 2 → 3 |
    | ✓ | Writes on reused connections are back within 12.0 s | 7.13 s | 12.0 s | election 4.0–9.5 s (500/5000 ms), here term 2 → 3 |
    | ✓ | A pod created while a server is down is scheduled and runs | 3.40 s | 35.0 s | the lease of the scheduler moves 13–29 s after the fault, then about 1 s |
    | ✓ | server:1 comes back as what it was, in every respect | 8.69 s | 1 min 0 s | – |
    | ✓ | Nobody restarted who was neither told to nor predicted to | 0 | 0 | – |
    | ✓ | Data: nothing lost, nothing false, in order (2 checks) | – | – | – |
    | ✓ | kill of server:1 (leader) took effect and was healed | – | – | – |

    <details><summary>Images</summary>

    | image for | name | how | digest or id |
    | :-- | :-- | :-- | :-- |
    | node | holdfast/node:6f1c2a90 (a stand-in for k3s) | built | sha256:6f1c2a90d6cb4bb0a0a9c21a9be9f1f0b8f9aef8c4cf6f4b5b2c40e1b8d3a977 |
    | nginx | holdfast/nginx:b01d3c77 | built | sha256:b01d3c77a9c34f0f8e4a6f52d2f1b0c8d7e6f5a4b3c2d1e0f9a8b7c6d5e4f3a2 |
    | client | holdfast/client:0c55e8d2 | built | sha256:0c55e8d2f1e0d9c8b7a6958473625140f1e2d3c4b5a69788796a5b4c3d2e1f00 |

    </details>

    Again:
    \`\`\`sh
    HOLDFAST_SEED=1583740211 npm start -- scenarios/server-crash.scenario.ts
    \`\`\`

    ## ✗ a crashed etcd leader

    holdfast/node:6f1c2a90 (a stand-in for k3s), timing \`fast\`, seed 1583740211

    |  | check | measured | limit | theory |
    | :-- | :-- | --: | --: | :-- |
    | ✓ | Cached reads on new connections are back within 2.00 s | 0 ms | 2.00 s | one connect limit, 0.1 s |
    | ✓ | Cached reads on reused connections are back within 2.00 s | 0 ms | 2.00 s | one connect limit, 0.1 s |
    | ✓ | Quorum reads on new connections are back within 12.0 s | 7.11 s | 12.0 s | election 4.0–9.5 s (500/5000 ms), here term 2 → 3 |
    | ✓ | Quorum reads on reused connections are back within 12.0 s | 7.13 s | 12.0 s | election 4.0–9.5 s (500/5000 ms), here term 2 → 3 |
    | ✗ | **Writes on new connections are back within 12.0 s**: the longest time without a successful write on new connections was 7.11 s; 5.00 s are allowed | 7.11 s | 5.00 s | election 4.0–9.5 s (500/5000 ms), here term 2 → 3 |
    | ✓ | Writes on reused connections are back within 12.0 s | 7.13 s | 12.0 s | election 4.0–9.5 s (500/5000 ms), here term 2 → 3 |
    | ? | **A pod created while a server is down is scheduled and runs**: no pod was created while a server was down | never | 35.0 s | the lease of the scheduler moves 13–29 s after the fault, then about 1 s |
    | ✓ | server:1 comes back as what it was, in every respect | 8.69 s | 1 min 0 s | – |
    | ✓ | Nobody restarted who was neither told to nor predicted to | 0 | 0 | – |
    | ✓ | Data: nothing lost, nothing false, in order (2 checks) | – | – | – |
    | ✓ | kill of server:1 (leader) took effect and was healed | – | – | – |

    <details><summary>Images</summary>

    | image for | name | how | digest or id |
    | :-- | :-- | :-- | :-- |
    | node | holdfast/node:6f1c2a90 (a stand-in for k3s) | built | sha256:6f1c2a90d6cb4bb0a0a9c21a9be9f1f0b8f9aef8c4cf6f4b5b2c40e1b8d3a977 |
    | nginx | holdfast/nginx:b01d3c77 | built | sha256:b01d3c77a9c34f0f8e4a6f52d2f1b0c8d7e6f5a4b3c2d1e0f9a8b7c6d5e4f3a2 |
    | client | holdfast/client:0c55e8d2 | built | sha256:0c55e8d2f1e0d9c8b7a6958473625140f1e2d3c4b5a69788796a5b4c3d2e1f00 |

    </details>

    Again:
    \`\`\`sh
    HOLDFAST_SEED=1583740211 npm start -- scenarios/server-crash.scenario.ts
    \`\`\`

    ## ? a stopped follower

    the cluster did not form: server:2 \\<never\\> answered
    "
  `)
})

test('a title stays in its cell', () => {
  const { campaign: written } = campaign()
  const runs = [{ ...written.runs[0]!, title: 'a | b\n<img>' }]
  expect(summaryMarkdown({ ...written, runs }, [])).toContain('| ✓ | a \\| b \\<img\\> | 12 |')
})

test('what was claimed of the cluster comes first, each with what was seen, true or not', () => {
  const { campaign: written, reports } = campaign()
  const [first, ...others] = reports
  const claim = {
    id: 'claim/1',
    kind: 'claim',
    title: '“the stopped server becomes NotReady”',
    verdict: 'pass' as const,
    measured: 'not true',
    reason: 'not true: server-1 is Ready',
    reasonData: { kind: 'claim-tested' },
    evidence: [],
  }
  const told = summaryMarkdown(written, [{ ...first!, checks: [...first!.checks, claim] }, ...others])
  const rows = told.split('\n').filter(line => line.startsWith('| ✓ |'))
  expect(rows[1]).toBe(
    '| ✓ | **“the stopped server becomes NotReady”**: not true: server-1 is Ready | not true | – | – |',
  )
})
