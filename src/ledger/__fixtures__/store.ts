/** What several servers of the fixture serve, as apiservers serve one etcd: ConfigMaps, and every change of them. */
export class Store {
  readonly objects = new Map<string, StoredObject>()
  /** Every event since the beginning, or since the last compaction. */
  events: StoredEvent[] = []
  version = 100
  #compacted = 0
  readonly #watches = new Set<(event: StoredEvent) => void>()

  write(name: string, value: string | undefined): StoredObject {
    const known = this.objects.has(name)
    const object = { metadata: { name, resourceVersion: String(++this.version) }, ...(value && { data: { value } }) }
    this.objects.set(name, object)
    this.#tell({ type: known ? 'MODIFIED' : 'ADDED', object })
    return object
  }

  delete(name: string): void {
    const { data } = this.objects.get(name)!
    this.objects.delete(name)
    const metadata = { name, resourceVersion: String(++this.version) }
    this.#tell({ type: 'DELETED', object: { metadata, ...(data && { data }) } })
  }

  /** Tells every watch that nothing older comes. */
  bookmark(): void {
    this.#tell({ type: 'BOOKMARK', object: { metadata: { name: '', resourceVersion: String(this.version) } } })
  }

  /** Forgets the events until now: no watch can go on from before. */
  compact(): void {
    this.#compacted = this.version
    this.events = []
  }

  /** Everything after a version, and what comes; undefined when that is forgotten. */
  watch(from: number, tell: (event: StoredEvent) => void): (() => void) | undefined {
    if (from < this.#compacted) return undefined
    for (const event of this.events) if (Number(event.object.metadata.resourceVersion) > from) tell(event)
    this.#watches.add(tell)
    return () => void this.#watches.delete(tell)
  }

  #tell(event: StoredEvent): void {
    if (event.type !== 'BOOKMARK') this.events.push(event)
    for (const tell of this.#watches) tell(event)
  }
}

interface StoredObject {
  metadata: { name: string; resourceVersion: string }
  data?: { value: string }
}

interface StoredEvent {
  type: string
  object: StoredObject
}
