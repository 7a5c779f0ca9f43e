import type { Socket } from 'node:net'
import { Duplex } from 'node:stream'

/**
 * A socket as a plain stream, for node:http2. Of a socket it takes the handle itself and stops reading it while a write
 * waits for room; if that write then finds the connection reset, nobody is told, and the session stands for ever.
 */
export function carried(socket: Socket): Duplex {
  const stream = new Duplex({
    read: () => void socket.resume(),
    write: (chunk, _, done) => void socket.write(chunk, done),
    final: done => void socket.end(done),
    destroy: (error, done) => {
      socket.destroy()
      done(error)
    },
  })
  socket
    .on('data', chunk => {
      if (!stream.push(chunk)) socket.pause()
    })
    .once('end', () => stream.push(null))
    .once('error', error => stream.destroy(error))
    .once('close', () => stream.destroy())
  return stream
}
