import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { setTimeout as later } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { carry } from './carry.ts'

async function listening(answer: (socket: Socket) => void, options = {}): Promise<number> {
  const sockets: Socket[] = []
  const server = createServer(options, socket => {
    sockets.push(socket.on('error', () => {}))
    answer(socket)
  })
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return portOf(server.listen(0, '127.0.0.1'))
}

async function portOf(server: Server): Promise<number> {
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

/** A client of a relay that leads to that port. */
async function through(port: number): Promise<Socket> {
  const relay = await listening(client => carry(client, { ip: '127.0.0.1', port }))
  const socket = connect(relay, '127.0.0.1').on('error', () => {})
  onTestFinished(() => void socket.destroy())
  return socket
}

/** What becomes of a client that says something and waits: the text until the end, or how it was told no. */
async function told(socket: Socket): Promise<string> {
  socket.write('hello')
  let text = ''
  socket.on('data', chunk => {
    text += chunk
  })
  const reset = once(socket, 'close').then(() => `${text}RESET`)
  const error = new Promise<string>(resolve => {
    socket.once('error', ({ syscall, code }: NodeJS.ErrnoException) => resolve(`${text}${syscall} ${code}`))
  })
  return Promise.race([once(socket, 'end').then(() => `${text}FIN`), error, reset])
}

test('both ends hear each other, to the last byte', async () => {
  const port = await listening(socket => void socket.once('data', data => socket.end(`${data} yourself, `)))
  expect(await told(await through(port))).toBe('hello yourself, FIN')
})

test('a megabyte comes as a whole', async () => {
  const sent = Buffer.alloc(2 ** 20, 7)
  const port = await listening(socket => void socket.end(sent))
  const chunks = await (await through(port)).toArray()
  expect(Buffer.concat(chunks).equals(sent)).toBe(true)
})

test('a reset is a reset', async () => {
  const port = await listening(socket => void socket.once('data', () => socket.resetAndDestroy()))
  expect(await told(await through(port))).toBe('read ECONNRESET')
})

test('where nobody listens it ends before the first byte', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  const port = await portOf(server)
  server.close()
  expect(await told(await through(port))).toBe('FIN')
})

test('who says nothing is waited for', async () => {
  const port = await listening(() => {})
  const silent = told(await through(port))
  expect(await Promise.race([silent, later(300, 'silence')])).toBe('silence')
})

test.each([
  ['leaves', 'end', (client: Socket) => client.end()],
  ['is reset', 'ECONNRESET', (client: Socket) => client.resetAndDestroy()],
])('the target hears that a client %s', async (_, expected, act) => {
  const heard = Promise.withResolvers<string>()
  const port = await listening(socket => {
    socket.resume()
    socket
      .once('end', () => heard.resolve('end'))
      .once('error', error => heard.resolve((error as NodeJS.ErrnoException).code!))
    socket.write('welcome')
  })
  const client = await through(port)
  await once(client, 'data')
  act(client)
  expect(await heard.promise).toBe(expected)
})
