import { expect, test } from 'vitest'
import { heard } from './heard.ts'

const never = new Promise<undefined>(() => {})

test('who was silent is not waited for', async () => {
  const asked = [
    { wasSilent: true, word: never },
    { wasSilent: false, word: Promise.resolve('a') },
    { wasSilent: false, word: new Promise<string>(resolve => setTimeout(() => resolve('b'), 10)) },
  ]
  expect(await heard(asked)).toEqual(['a', 'b'])
})

test('one that was silent and answers in time is heard; one that falls silent now is waited for', async () => {
  const asked = [
    { wasSilent: true, word: Promise.resolve('back') },
    { wasSilent: false, word: new Promise<undefined>(resolve => setTimeout(() => resolve(undefined), 10)) },
  ]
  expect(await heard(asked)).toEqual(['back'])
})

test('when all were silent all are waited for', async () => {
  const late = new Promise<string>(resolve => setTimeout(() => resolve('late'), 10))
  expect(
    await heard([
      { wasSilent: true, word: late },
      { wasSilent: true, word: Promise.resolve(undefined) },
    ]),
  ).toEqual(['late'])
})
