import { once } from 'node:events'
import { createSecureServer, type Http2SecureServer, type ServerHttp2Session } from 'node:http2'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import type { Identity } from '../protocol.ts'

/** What the server does with a request: its HTTP/1.1 and HTTP/2 forms are alike enough. */
type Handler = Parameters<typeof createSecureServer>[1]

/** A TLS server for HTTP/1.1 and HTTP/2, behind a TCP relay that can break every connection in the way asked for. */
export class PlantedServer {
  /** Client's ports, in the order in which they came. */
  readonly ports: number[] = []
  readonly sessions = new Set<ServerHttp2Session>()
  handler: NonNullable<Handler> = (_request, response) => void response.end('{}')
  /** Bytes of connections, old and new, go nowhere. */
  blackHole = false
  readonly #api: Http2SecureServer
  readonly #relay: Server
  readonly #clients = new Set<Socket>()

  private constructor({ key, cert }: Identity) {
    this.#api = createSecureServer({ key, cert, allowHTTP1: true }, (request, response) => this.handler(request, response))
    this.#api.on('session', session => {
      this.sessions.add(session)
      session.on('error', () => {}).on('close', () => this.sessions.delete(session))
    })
    this.#api.on('stream', stream => stream.on('error', () => {}))
    this.#relay = createServer(client => this.#carry(client))
  }

  static async start(identity: Identity): Promise<PlantedServer> {
    const server = new PlantedServer(identity)
    server.#api.listen(0, '127.0.0.1')
    await once(server.#api, 'listening')
    await server.listen(0)
    return server
  }

  get port(): number {
    return (this.#relay.address() as AddressInfo).port
  }

  get target(): string {
    return `https://127.0.0.1:${this.port}`
  }

  async listen(port: number): Promise<void> {
    this.#relay.listen(port, '127.0.0.1')
    await once(this.#relay, 'listening')
  }

  /** New connections are refused, old ones reset. */
  stopListening(): void {
    this.#relay.close()
    this.cut('reset')
  }

  cut(how: 'reset' | 'close'): void {
    for (const client of this.#clients) {
      if (how === 'reset') client.resetAndDestroy()
      else client.end()
    }
  }

  stop(): void {
    this.#relay.close()
    this.#api.close()
    for (const client of this.#clients) client.destroy()
  }

  #carry(client: Socket): void {
    this.ports.push(client.remotePort!)
    this.#clients.add(client)
    const server = connect((this.#api.address() as AddressInfo).port, '127.0.0.1')
    const forward = (from: Socket, to: Socket) =>
      from
        .on('data', chunk => this.blackHole || to.write(chunk))
        .on('error', () => {})
        .on('close', () => to.destroySoon())
    forward(client, server)
    forward(server, client)
    client.on('close', () => this.#clients.delete(client))
  }
}
