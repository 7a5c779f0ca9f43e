import { expect, test } from 'vitest'
import { formationOfAnySchema, formationStageOf } from './old-formation-stage.ts'

test('a step by its old name and by its own', () => {
  expect(formationStageOf('API ready')).toBe('api-ready')
  expect(formationStageOf('api-ready')).toBe('api-ready')
  expect(formationStageOf('started')).toBe('started')
  expect(formationStageOf('constructor of worlds')).toBeUndefined()
})

test('steps of which nobody knows any more are left out', () => {
  const step = (stage: string) => ({ stage, afterMs: 1 })
  expect(formationOfAnySchema(['all nodes Ready', 'containers started', 'formed'].map(step))).toEqual(
    ['nodes-ready', 'formed'].map(step),
  )
})
