import { shell } from '../base/shell.ts'
import { ContainerHandle } from '../engine/container-handle.ts'
import type { Engine } from '../engine/engine.ts'
import { runHelper } from '../engine/run-helper.ts'
import type { NodeAddress } from '../topology/addresses.ts'
import { type NodeId, type Role, roleOf } from '../topology/node-id.ts'
import type { ClusterFacts } from './cluster-facts.ts'
import { helperSpec, type NodeHelper } from './node-helper.ts'
import { listProcesses, type NodeProcess, parseProcesses } from './node-processes.ts'

interface HelperScript extends NodeHelper {
  /** For `/bin/sh`, which has these arguments as `$1`, `$2`, …. */
  script: string
  arguments?: string[]
}

/** One node of a cluster, whichever container it has now: one that is replaced has another. */
export class ClusterNode extends ContainerHandle {
  readonly id: NodeId
  readonly #engine: Engine
  readonly #facts: ClusterFacts

  constructor(engine: Engine, facts: ClusterFacts, id: NodeId) {
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

  /** Those of its pods on demand only. @throws Error when it does not run, which may pass */
  processes = async ({ withPods = false } = {}): Promise<NodeProcess[]> =>
    parseProcesses((await this.exec(listProcesses(withPods), { mayBeDown: true })).stdout)

  /** Creates a helper's container, which waits to be told what to do, and does not start it. */
  createHelper = async (helper: NodeHelper): Promise<ContainerHandle> =>
    ContainerHandle.create(this.#engine, {
      ...helperSpec(this.#facts, this.containerId, helper),
      entrypoint: shell('while :; do sleep 3600; done'),
    })

  /** Runs a script to its end in a helper's container, which is then gone; what it said, stdout and stderr merged. */
  runHelper = async ({ name, shares, ...script }: HelperScript, signal: AbortSignal) =>
    runHelper(this.#engine, { ...helperSpec(this.#facts, this.containerId, { name, shares }), ...script }, signal)
}
