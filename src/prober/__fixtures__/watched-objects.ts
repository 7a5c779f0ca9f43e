import type { PlantedServer } from './planted-server.ts'

/** What the HTTP/1.1 and the HTTP/2 form of an answer have in common. */
interface Answer {
  writeHead(status: number): unknown
  write(text: string): unknown
  end(text: string): unknown
}

/** As much of an apiserver as a watch of ConfigMaps needs: versions, events, an end of the stream when asked. */
export class WatchedObjects {
  /** Where each watch asked to begin; an empty text for none. */
  readonly from: string[] = []
  /** Objects are stored, and no event tells of them. */
  silent = false
  /** Status of every write instead of its acceptance. */
  refuse: number | undefined
  /** Status of every watch instead of its beginning. */
  refuseWatch: number | undefined
  /** What every watch begins with instead of what it missed. */
  beginsWith: string | undefined
  readonly #watches = new Set<Answer>()
  readonly #objects: { name: string; version: number }[] = []

  constructor(server: PlantedServer) {
    server.handler = (request, response) => {
      const url = new URL(request.url!, 'https://x')
      if (request.method === 'GET') {
        this.#watch(url.searchParams.get('resourceVersion') ?? '', response)
        return
      }
      let body = ''
      request.setEncoding('utf8')
      request.on('data', chunk => {
        body += chunk
      })
      request.on('end', () => this.#write(JSON.parse(body).metadata.name, response))
    }
  }

  endWatches(last?: object): void {
    for (const watch of this.#watches) watch.end(last ? `${JSON.stringify(last)}\n` : '')
    this.#watches.clear()
  }

  /** What every watch gets, as it is. */
  writeToWatches(text: string): void {
    for (const watch of this.#watches) watch.write(text)
  }

  #watch(from: string, answer: Answer): void {
    this.from.push(from)
    answer.writeHead(this.refuseWatch ?? 200)
    if (this.refuseWatch) {
      answer.end('{}')
      return
    }
    const missed = this.#objects.filter(({ version }) => version > Number(from))
    // The head leaves with the first bytes, which may be events; an apiserver sends it at once, too.
    answer.write(this.beginsWith ?? (missed.map(eventOf).join('') || '\n'))
    this.#watches.add(answer)
  }

  #write(name: string, answer: Answer): void {
    if (this.refuse) {
      answer.writeHead(this.refuse)
      answer.end('{"reason":"Planted"}')
      return
    }
    const object = { name, version: this.#objects.length + 1 }
    this.#objects.push(object)
    if (!this.silent) for (const watch of this.#watches) watch.write(eventOf(object))
    answer.writeHead(201)
    answer.end('{}')
  }
}

const eventOf = ({ name, version }: { name: string; version: number }): string =>
  `${JSON.stringify({ type: 'ADDED', object: { metadata: { name, resourceVersion: String(version) } } })}\n`
