import { expect, test } from 'vitest'
import type { Progress } from '../base/progress.ts'
import type { Clause } from './clause.ts'
import { expectThat } from './expect-that.ts'
import { fixture } from './fixture.ts'
import type { Lab } from './lab.ts'
import { readContract } from './read-contract.ts'

const silent: Progress = { stage: (_title, work) => work(() => {}), note: () => {} }
const labOf = (controller = new AbortController()) =>
  ({ signal: controller.signal, subject: { version: 'v1.31.0+k3s1' } }) as unknown as Lab
const clause = (id: string, test: Clause['test'], more: Partial<Clause> = {}): Clause => ({
  id,
  promise: 'it is so',
  test,
  ...more,
})

async function outcomes(...clauses: Clause[]) {
  const results = await readContract(labOf(), [{ title: 'suite', clauses }], ['agents'], silent)
  return results.map(({ id, outcome, seen }) => `${id} ${outcome}: ${seen}`)
}

test('a clause that breaks, or cannot be asked, stops no other', async () => {
  const seen = await outcomes(
    clause('1-a', async () => expectThat(false, 'another answer')),
    clause('1-b', async () => Promise.reject(new Error('no engine'))),
    clause('1-c', async () => expectThat(true, 'it')),
  )
  expect(seen).toEqual(['1-a broken: another answer', '1-b broken: no engine', '1-c holds: it'])
})

test('what the image lacks, and what its version cannot, is not asked', async () => {
  const never = () => Promise.reject(new Error('asked'))
  const seen = await outcomes(
    clause('1-a', never, { needs: 'agents' }),
    clause('1-b', never, { exempt: version => `${version} is too old` }),
    clause('1-c', async () => 'asked', { needs: 'snapshots', exempt: () => undefined }),
  )
  expect(seen).toEqual([
    '1-a not-applicable: the image declares that it lacks agents',
    '1-b not-applicable: v1.31.0+k3s1 is too old',
    '1-c holds: asked',
  ])
})

test('a fixture is made once, and its failure is that of every clause that looks at it', async () => {
  let made = 0
  const broken = fixture(async () => {
    made++
    throw new Error('server-0 ended')
  })
  expect(await outcomes(clause('1-a', broken), clause('1-b', broken))).toEqual([
    '1-a broken: server-0 ended',
    '1-b broken: server-0 ended',
  ])
  expect(made).toBe(1)
})

test('an interruption is no broken clause', async () => {
  const controller = new AbortController()
  const interrupted = clause('1-a', async () => {
    controller.abort(new Error('stopped by SIGINT'))
    throw new Error('cut off')
  })
  const reading = readContract(labOf(controller), [{ title: 'suite', clauses: [interrupted] }], [], silent)
  await expect(reading).rejects.toThrow('stopped by SIGINT')
})
