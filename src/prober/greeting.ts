import { connect } from 'node:net'

const deadlineMs = 2000

/** What to say to a server, if it does not speak first: base64. */
export interface Greeting {
  port: number
  hello?: string
}

/**
 * The number of bytes that a server says first on a fresh connection: a word of the program, where its kernel alone
 * could take the connection. Rejects when none comes.
 */
export function greeting(host: string, { port, hello }: Greeting): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port })
    const timer = setTimeout(() => socket.destroy(new Error(`it said nothing for ${deadlineMs} ms`)), deadlineMs)
    socket.once('connect', () => hello !== undefined && socket.write(Buffer.from(hello, 'base64')))
    socket.once('data', (bytes: Buffer) => {
      resolve(bytes.length)
      socket.destroy()
    })
    socket.once('error', reject)
    socket.once('close', () => {
      clearTimeout(timer)
      reject(new Error('it closed the connection'))
    })
  })
}
