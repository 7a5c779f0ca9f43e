import { expect, test } from 'vitest'
import type { Progress } from '../base/progress.ts'
import { hold } from './hold.ts'
import type { Lab } from './lab.ts'
import type { Line } from './line.ts'
import { readContract } from './read-contract.ts'
import { scene } from './scene.ts'

const silent: Progress = { stage: (_title, work) => work(() => {}), note: () => {} }
const labOf = (controller = new AbortController()) =>
  ({ signal: controller.signal, subject: { version: 'v1.31.0+k3s1' } }) as unknown as Lab
const line = (id: string, test: Line['test'], more: Partial<Line> = {}): Line => ({
  id,
  promise: 'it is so',
  certainty: 'stated',
  test,
  ...more,
})

async function outcomes(...lines: Line[]) {
  const results = await readContract(labOf(), [{ title: 'theme', lines }], ['agents'], silent)
  return results.map(({ id, outcome, seen }) => `${id} ${outcome}: ${seen}`)
}

test('a line that breaks, or cannot be asked, stops no other', async () => {
  const seen = await outcomes(
    line('1-a', async () => hold(false, 'another answer')),
    line('1-b', async () => Promise.reject(new Error('no engine'))),
    line('1-c', async () => hold(true, 'it')),
  )
  expect(seen).toEqual(['1-a broken: another answer', '1-b broken: no engine', '1-c holds: it'])
})

test('what the image lacks, and what its version cannot, is not asked', async () => {
  const never = () => Promise.reject(new Error('asked'))
  const seen = await outcomes(
    line('1-a', never, { needs: 'agents' }),
    line('1-b', never, { exempt: version => `${version} is too old` }),
    line('1-c', async () => 'asked', { needs: 'snapshots', exempt: () => undefined }),
  )
  expect(seen).toEqual([
    '1-a not-applicable: the image declares that it lacks agents',
    '1-b not-applicable: v1.31.0+k3s1 is too old',
    '1-c holds: asked',
  ])
})

test('a scene is made once, and its failure is that of every line that looks at it', async () => {
  let made = 0
  const broken = scene(async () => {
    made++
    throw new Error('server-0 ended')
  })
  expect(await outcomes(line('1-a', broken), line('1-b', broken))).toEqual([
    '1-a broken: server-0 ended',
    '1-b broken: server-0 ended',
  ])
  expect(made).toBe(1)
})

test('an interruption is no broken line', async () => {
  const controller = new AbortController()
  const interrupted = line('1-a', async () => {
    controller.abort(new Error('stopped by SIGINT'))
    throw new Error('cut off')
  })
  const reading = readContract(labOf(controller), [{ title: 'theme', lines: [interrupted] }], [], silent)
  await expect(reading).rejects.toThrow('stopped by SIGINT')
})
