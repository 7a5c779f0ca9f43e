import { expect, test } from 'vitest'
import type { ImageRecord } from '../history/manifest.ts'
import { at, goodRun } from './__fixtures__/run.ts'
import { gatherFacts } from './facts.ts'
import { rejoin } from './rejoin.ts'

/** How the victim's return is judged that took 49 s, by the model, on nodes of such an image. */
function judged(standIn: boolean, losesIdentity = false) {
  const run = goodRun()
  const { rejoinMs: _, ...limits } = run.manifest.limits
  run.manifest.limits = { ...limits, fromModel: ['rejoin', 'join'] }
  run.manifest.images = [{ role: 'node', standIn } as ImageRecord]
  const startUs = at(52)
  for (const record of run.harness) {
    if (record.type === 'fault' && record.step === 'call')
      record.effect = { does: 'end', ...(losesIdentity && { losesIdentity }) }
    if (record.type === 'fault' && record.step === 'heal-call') record.atUs = startUs - 1
    if (record.type === 'engine' && record.action === 'start' && record.atUs > at(50)) record.atUs = startUs
    if (record.type === 'recovered' && record.stage === 'balancer') record.atUs = at(101)
  }
  run.harness.sort((a, b) => a.atUs - b.atUs)
  const { verdict, limit, theory } = rejoin(gatherFacts(run))[0]!
  return { verdict, limit, band: theory && 'band' in theory ? theory.band : undefined }
}

test('a return that is late for a stand-in under fast is in time for an image that waits longer for the clock', () => {
  expect(judged(true)).toEqual({
    verdict: 'fail',
    limit: { unit: 'ms', value: 48_500, from: 'model' },
    band: { fromMs: 0, toMs: 46_500 },
  })
  expect(judged(false)).toMatchObject({ verdict: 'pass', limit: { value: 82_000, from: 'model' } })
})

test('what comes back as another member may take longer', () => {
  expect(judged(true, true).limit).toMatchObject({ value: 79_500 })
  expect(judged(false, true).limit).toMatchObject({ value: 127_000 })
})
