import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import type { Identity } from '../../prober/protocol.ts'
import type { Target } from '../protocol.ts'
import { Store } from './store.ts'

/**
 * What a server does wrong with one request: a status instead of its work; the same after it was done; nothing at all;
 * a reset after it was done; or an answer that breaks off in its middle.
 */
export type Misdeed = { status: number; reason: string; done?: boolean } | 'hang' | 'reset' | 'break off'

/** Answers as an apiserver would: create, compare-and-swap, delete with a precondition, get, list by pages, watch. */
export class ApiServer implements AsyncDisposable {
  readonly target: Target
  readonly store: Store
  /** `GET /api/v1/…`, of every request. */
  readonly requests: string[] = []
  /** What becomes of a request, if not the right thing. */
  misbehave: (request: string) => Misdeed | undefined = () => undefined
  readonly #watches = new Set<ServerResponse>()
  readonly #server: Server
  /** The connections below TLS, by the client's port: only these can be reset. */
  readonly #sockets = new Map<number, Socket>()

  private constructor(server: Server, target: Target, store: Store) {
    this.#server = server
    this.target = target
    this.store = store
    server.on('request', (request, response) => void this.#answer(request, response))
    server.on('secureConnection', socket => socket.on('error', () => {}))
    server.on('connection', (socket: Socket) => {
      const port = socket.remotePort!
      this.#sockets.set(port, socket)
      socket.on('error', () => {}).on('close', () => this.#sockets.delete(port))
    })
  }

  static async start(identity: Identity, path: Target['path'], store = new Store()): Promise<ApiServer> {
    const server = createServer({ key: identity.key, cert: identity.cert })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`
    return new ApiServer(server, { path, url }, store)
  }

  /** Ends every connection: in the middle of whatever it carries. */
  cut(how: 'reset' | 'close' = 'reset'): void {
    for (const socket of this.#sockets.values()) how === 'close' ? socket.end() : socket.resetAndDestroy()
  }

  /** What every watch of this server gets, as it is. */
  writeToWatches(text: string): void {
    for (const response of this.#watches) response.write(text)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#server.listening) return
    const closed = once(this.#server, 'close')
    this.#server.close()
    this.cut()
    await closed
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const line = `${request.method} ${request.url}`
    this.requests.push(line)
    const body = await text(request)
    const misdeed = this.misbehave(line)
    if (misdeed === 'hang') return
    if (misdeed === 'break off') {
      response.writeHead(200, { 'content-length': 1000 }).write('{"metadata":')
      setTimeout(() => request.socket.destroy(), 20)
      return
    }
    if (typeof misdeed === 'object' && !misdeed.done) return fail(response, misdeed.status, misdeed.reason)
    const url = new URL(request.url!, this.target.url)
    if (url.searchParams.has('watch')) return this.#watch(url, request, response)
    const work = this.#work(request.method!, url, body === '' ? {} : JSON.parse(body))
    if (misdeed === 'reset') this.#sockets.get(request.socket.remotePort!)?.resetAndDestroy()
    else if (misdeed) fail(response, misdeed.status, misdeed.reason)
    else if (work.status >= 300) fail(response, work.status, work.reason!, work.name)
    else response.writeHead(work.status).end(JSON.stringify(work.body))
  }

  #work(method: string, url: URL, body: RequestBody): Work {
    const { objects } = this.store
    const name = url.pathname.split('/configmaps/')[1]
    if (name === undefined && method === 'GET') return this.#list(url)
    const object = name ?? body.metadata!.name
    const known = objects.get(object)
    if (method === 'POST') {
      if (known) return { status: 409, reason: 'AlreadyExists', name: object }
      return { status: 201, body: this.store.write(object, body.data?.value) }
    }
    if (!known) return { status: 404, reason: 'NotFound', name: object }
    if (method === 'GET') return { status: 200, body: known }
    const expects = body.preconditions?.resourceVersion ?? body.metadata?.resourceVersion
    if (expects !== known.metadata.resourceVersion) return { status: 409, reason: 'Conflict', name: object }
    if (method === 'PUT') return { status: 200, body: this.store.write(object, body.data?.value) }
    this.store.delete(object)
    return { status: 200, body: { kind: 'Status', status: 'Success' } }
  }

  #list(url: URL): Work {
    const from = Number(url.searchParams.get('continue') ?? 0)
    const to = from + Number(url.searchParams.get('limit'))
    const all = [...this.store.objects.values()]
    const metadata = { resourceVersion: String(this.store.version), ...(to < all.length && { continue: String(to) }) }
    return { status: 200, body: { metadata, items: all.slice(from, to) } }
  }

  #watch(url: URL, request: IncomingMessage, response: ServerResponse): void {
    const from = Number(url.searchParams.get('resourceVersion'))
    response.writeHead(200).flushHeaders()
    const stop = this.store.watch(from, event => void response.write(`${JSON.stringify(event)}\n`))
    this.#watches.add(response)
    request.socket.once('close', () => {
      this.#watches.delete(response)
      stop?.()
    })
    if (stop === undefined) response.end(`${JSON.stringify({ type: 'ERROR', object: { code: 410, reason: 'Expired' } })}\n`)
  }
}

interface RequestBody {
  metadata?: { name: string; resourceVersion?: string }
  data?: { value?: string }
  preconditions?: { resourceVersion: string }
}

interface Work {
  status: number
  body?: object
  reason?: string
  name?: string
}

function fail(response: ServerResponse, status: number, reason: string, name?: string): void {
  response.writeHead(status).end(JSON.stringify({ kind: 'Status', code: status, reason, details: { name } }))
}
