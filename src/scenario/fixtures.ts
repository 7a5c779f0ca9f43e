import type { Duration } from '../base/duration.ts'
import type { JoinDefect } from '../cluster/distributions/driver.ts'
import type { Execution } from '../engine/execute.ts'
import type { FaultName, FaultOptions } from '../faults/catalogue.ts'
import type { Selector } from '../faults/select-node.ts'
import type { NodeId } from '../topology/node-id.ts'
import type { Topology } from '../topology/topology.ts'
import type { ClaimOptions } from './test-claim.ts'

/** A fault that acts, on one node or on a group at once. */
export interface FaultHandle {
  /** The node that it struck; of a group the first. */
  node: NodeId
  nodes: NodeId[]
  /** Of a group, what struck each of its nodes: to be healed in an order of your own. */
  each: FaultHandle[]
  /** Takes it back now; otherwise it is healed when the body ends. */
  heal(): Promise<void>
  /** Heals it, and waits until every node that it struck is back in every respect, or its limit is over. */
  healAndReturn(): Promise<void>
}

/** From what a schedule of faults is drawn. */
export interface ChaosPlan {
  /** Of the whole, healing included. */
  duration: Duration
  /** @default the run's */
  seed?: number
  /** Names of the catalogue. @default all that can be drawn */
  faults?: FaultName[]
  /** Whether the datastore's quorum is deliberately broken. @default false */
  breakQuorum?: boolean
}

/** What a scenario's body works with. */
export interface Fixtures {
  phase: {
    /** Nothing is wrong: the baseline that later samples are held against. */
    steady(duration: Duration): Promise<void>
    /** The fault lasts; probes go on. */
    hold(duration: Duration): Promise<void>
  }
  /** What may go wrong; `holdfast faults` tells of each. */
  faults: {
    [Name in FaultName]: (selector: Selector, ...options: FaultOptions<Name>) => Promise<FaultHandle>
  }
  /**
   * Strikes with faults drawn from a seed, as a schedule plans it, and ends when all that they struck is back. A schedule
   * that the command line names goes before this plan.
   */
  chaos(plan: ChaosPlan): Promise<void>
  servers: {
    /**
     * More servers join the running cluster, all at once; ends when they serve in every respect, or their limit is over.
     * @param count 1 when left out
     */
    add(count?: number): Promise<NodeId[]>
    /** A server that comes with a defect tries to join for half a minute, and is removed: the cluster must refuse it. */
    refuse(defect: JoinDefect): Promise<void>
    /**
     * Another server takes the place of one, under its name and address: out of the balancer, stopped, Node and member
     * removed, volumes wiped, joined again. Ends when it serves in every respect, or its limit is over.
     */
    replace(selector: Selector): Promise<void>
  }
  pods: {
    /** Creates a pod that may run on any node that no fault holds down, and waits until it runs or its limit is over. */
    schedule(): Promise<void>
  }
  /** For negative controls: what a right harness must call a failure. */
  defects: {
    /** Deletes one object whose write was acknowledged, behind the prober's back. */
    loseAcknowledgedWrite(): Promise<void>
    /** Makes a node that a fault holds down refuse to start again. */
    preventRejoin(node: NodeId): Promise<void>
    /** Makes a server that runs refuse every third start from now on, so that it comes back too late. */
    refuseEveryThirdStart(node: NodeId): Promise<void>
  }
  topology: Topology
  /** Aborted when the run must end. */
  signal: AbortSignal
  /**
   * Puts to the test what somebody says of such a cluster: `look` returns what it sees once that is true, and throws what
   * it sees until then. Returns whether it was.
   */
  claim(claim: string, look: () => Promise<string>, options?: ClaimOptions): Promise<boolean>
  /** Runs a shell command inside a node's container, as a person would; its exit code is a result, no error. */
  run(node: NodeId, command: string): Promise<Execution>
  /** The address of a node on the cluster's network. */
  ip(node: NodeId): string
  /** The image of the cluster's own small web server, which every node holds already. */
  webImage: string
  /** Where the run's own pods and writes are; a cluster that was taken over has another one of the run before. */
  namespace: string
  /** A line for the record. */
  note(text: string): void
}
