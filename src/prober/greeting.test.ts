import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { expect, test } from 'vitest'
import { greeting } from './greeting.ts'

async function greetedBy(onConnection: (socket: Socket) => void, hello?: string): Promise<number> {
  const server = createServer(socket => onConnection(socket.on('error', () => {})))
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  try {
    return await greeting('127.0.0.1', { port, ...(hello === undefined ? {} : { hello }) })
  } finally {
    server.close()
  }
}

test('one that speaks first is heard, and one that answers', async () => {
  expect(await greetedBy(socket => socket.end('10.11'))).toBe(5)
  const echo = (socket: Socket) => socket.once('data', bytes => socket.end(bytes))
  expect(await greetedBy(echo, Buffer.from('hi').toString('base64'))).toBe(2)
})

test('a connection that stands is no answer, nor is its end', async () => {
  await expect(greetedBy(() => {})).rejects.toThrow('it said nothing for 2000 ms')
  await expect(greetedBy(socket => socket.end())).rejects.toThrow('it closed the connection')
  await expect(greeting('127.0.0.1', { port: 1 })).rejects.toThrow('ECONNREFUSED')
})
