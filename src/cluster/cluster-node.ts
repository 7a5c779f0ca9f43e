import { ContainerHandle } from '../engine/container-handle.ts'
import type { Engine } from '../engine/engine.ts'
import type { NodeAddress } from '../topology/addresses.ts'
import { type NodeId, type Role, roleOf } from '../topology/node-id.ts'
import type { ClusterFacts } from './cluster-facts.ts'
import { listProcesses, type NodeProcess, parseProcesses } from './node-processes.ts'

type Facts = Pick<ClusterFacts, 'containers' | 'keepers' | 'nodes'>

/** One node of a cluster, whichever container it has now: one that is replaced has another. */
export class ClusterNode extends ContainerHandle {
  readonly id: NodeId
  readonly #engine: Engine
  readonly #facts: Facts

  constructor(engine: Engine, facts: Facts, id: NodeId) {
    super(engine, id, () => {
      const container = facts.containers.get(id)
      if (container === undefined) throw new RangeError(`no container for ${id}`)
      return container
    })
    this.id = id
    this.#engine = engine
    this.#facts = facts
  }

  get role(): Role {
    return roleOf(this.id)
  }

  /** Where it lives on the cluster's network. */
  get address(): NodeAddress {
    const address = this.#facts.nodes.find(({ id }) => id === this.id)
    if (address === undefined) throw new RangeError(`no address for ${this.id}`)
    return address
  }

  get ip(): string {
    return this.address.ip
  }

  /** The container that keeps its volume in memory while it is down, where it has one. */
  get volumeKeeper(): ContainerHandle | undefined {
    const keeper = this.#facts.keepers.get(this.id)
    return keeper === undefined
      ? undefined
      : new ContainerHandle(this.#engine, `the volume of ${this.id}`, () => keeper)
  }

  /** @throws Error when it does not run, which may pass */
  processes = async (): Promise<NodeProcess[]> =>
    parseProcesses((await this.exec(listProcesses, { mayBeDown: true })).stdout)
}
