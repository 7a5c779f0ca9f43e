import { expect, test } from 'vitest'
import { fromSchema2, manifestFromSchema2 } from './from-schema-2.ts'
import type { Manifest } from './manifest.ts'

const effectOf = (kind: string, effect?: object) =>
  fromSchema2({ type: 'fault', step: 'call', kind, ...(effect && { effect }) }).effect

test('what only the name of a fault said stands in its effect', () => {
  expect(effectOf('kill', { does: 'end' })).toEqual({ does: 'end' })
  expect(effectOf('stop', { does: 'end' })).toEqual({ does: 'end', graceful: true })
  expect(effectOf('power-off', { does: 'end' })).toEqual({ does: 'end', silent: true })
  expect(effectOf('restart-balancer', { does: 'end' })).toEqual({ does: 'end', drains: true })
  expect(effectOf('replace', { does: 'end', forgets: true })).toEqual({
    does: 'end',
    graceful: true,
    losesIdentity: true,
  })
})

test('a record without any effect is of a time when a name was all', () => {
  expect(effectOf('pause')).toEqual({ does: 'freeze' })
  expect(effectOf('kill')).toEqual({ does: 'end' })
  expect(effectOf('stop')).toEqual({ does: 'end', graceful: true })
  expect(effectOf('replace')).toEqual({ does: 'end', graceful: true, losesIdentity: true })
})

test('effects have other names, and what has not stays as it was', () => {
  expect(effectOf('space-alarm', { does: 'lock' })).toEqual({ does: 'read-only' })
  expect(effectOf('loss', { does: 'hinder' })).toEqual({ does: 'degrade' })
  expect(effectOf('wipe', { does: 'end', forgets: true })).toEqual({ does: 'end', losesIdentity: true })
  const cut = { does: 'cut', from: ['server:1'], lost: 'in' }
  expect(effectOf('cut-from-peers', cut)).toEqual(cut)
  const healed = { type: 'fault', fault: 'kill-1', step: 'healed' }
  expect(fromSchema2(healed)).toBe(healed)
})

test('a schedule has faults', () => {
  expect(fromSchema2({ type: 'schedule', seed: 7, strikes: 12 })).toEqual({ type: 'schedule', seed: 7, faults: 12 })
})

test('a step of a formation has a literal, also in the manifest of a cluster that was taken over', () => {
  const step = { type: 'stage', stage: 'API ready', node: 'server:0' }
  expect(fromSchema2(step)).toEqual({ ...step, stage: 'api-ready' })
  const manifest = (stage: string) =>
    ({ schema: 2, takenOver: { formedBy: 'a', formation: [{ stage, afterMs: 1 }] } }) as unknown as Manifest
  expect(manifestFromSchema2(manifest('all nodes Ready'))).toEqual(manifest('nodes-ready'))
})
