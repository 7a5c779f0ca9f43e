import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { waitUntil } from '../base/wait-until.ts'
import { endEarlier } from './end-earlier.ts'
import { networkOf } from './network-of.ts'
import type { RelaySetup } from './relay-setup.ts'
import type { Word } from './serve-routes.ts'

// Of a socket whose program was just ended.
const freeTimeoutMs = 5000

/**
 * On a node: starts the program once more in the network of a pod, where it stays, and gives it sockets that listen here.
 * An earlier one ends first: it led into another pod. @throws Error when the pod is not there or does not reach an end
 */
export async function enterPod(program: string, setup: RelaySetup): Promise<void> {
  const inside = fork(program, [JSON.stringify(setup)], {
    execPath: 'nsenter',
    execArgv: [`--net=${await networkOf(setup.podIp)}`, process.execPath],
    detached: true,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  try {
    await wordOf(inside, 'reached')
    await endEarlier(program)
    for (const { port } of setup.routes) await giveSocket(inside, port)
  } catch (error) {
    // It is detached, and would keep what it has of the ports.
    inside.kill('SIGKILL')
    throw error
  }
  inside.disconnect()
  inside.unref()
}

async function giveSocket(inside: ChildProcess, port: number): Promise<void> {
  const server = await waitUntil(`port ${port} of the node to be free`, () => listenOn(port), {
    timeoutMs: freeTimeoutMs,
  })
  const serves = wordOf(inside, 'serves')
  inside.send(port, server)
  await serves
  server.close()
}

async function listenOn(port: number) {
  const server = createServer()
  server.listen(port, '0.0.0.0')
  await once(server, 'listening')
  return server
}

/** @throws Error with what it says instead, or how it ended */
async function wordOf(inside: ChildProcess, key: 'reached' | 'serves'): Promise<void> {
  const ended = once(inside, 'exit').then(([code]) => {
    throw new Error(`the relay could not enter the pod's network: it ended with ${code}`)
  })
  const [word] = (await Promise.race([once(inside, 'message'), ended])) as [Word]
  if ('failure' in word) throw new Error(word.failure)
  if (!(key in word)) throw new Error(`the relay said ${JSON.stringify(word)}`)
}
