import { expect, test } from 'vitest'
import { convertFormation, convertManifest, convertRecord } from './convert-record.ts'
import type { Manifest } from './manifest.ts'
import type { HistoryRecord } from './records.ts'

const stage = (name: string) => ({ seq: 1, atUs: 2, type: 'stage', stage: name, node: 'server:0' }) as HistoryRecord
const steps = (...names: string[]) => names.map(name => ({ stage: name, afterMs: 1 })) as never

test('the steps of a formation as the second schema called them', () => {
  expect(convertRecord(stage('API ready'), 2)).toEqual(stage('api-ready'))
  expect(convertRecord(stage('started'), 2)).toEqual(stage('started'))
  expect(convertFormation(steps('started again', 'formed'))).toEqual(steps('started-again', 'formed'))
})

test('what is of today stays as it is', () => {
  const note = { seq: 1, atUs: 2, type: 'note', text: 'API ready' } as const
  expect(convertRecord(note, 2)).toBe(note)
  expect(convertRecord(stage('api-ready'), 3)).toEqual(stage('api-ready'))
})

test('the formation of a cluster that was taken over stands in the manifest', () => {
  const takenOver = (schema: number, name: string) =>
    ({ schema, takenOver: { formedBy: 'a', formation: steps(name) } }) as unknown as Manifest
  expect(convertManifest(takenOver(2, 'all nodes Ready')).takenOver!.formation).toEqual(steps('nodes-ready'))
  expect(convertManifest(takenOver(3, 'nodes-ready')).takenOver!.formation).toEqual(steps('nodes-ready'))
})
