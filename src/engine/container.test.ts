import { expect, test } from 'vitest'
import { startContainer } from './container.ts'
import type { Engine } from './engine.ts'

const engineRefusing = (message: string) =>
  ({
    docker: {
      getContainer: () => ({ start: () => Promise.reject(Object.assign(new Error(message), { statusCode: 500 })) }),
    },
  }) as unknown as Engine

test.each([
  'Error starting userland proxy: listen tcp4 127.0.0.1:40123: bind: address already in use',
  'Bind for 127.0.0.1:40123 failed: port is already allocated',
])('a host port that was taken meanwhile is named: %s', async words => {
  await expect(startContainer(engineRefusing(words), 'c1')).rejects.toThrow(
    'another program took port 40123 of 127.0.0.1 before container c1 could publish on it',
  )
})

test('any other refusal is told as it is', async () => {
  await expect(startContainer(engineRefusing('no such image'), 'c1')).rejects.toThrow('cannot start container c1')
})
