import type { ContainerSpec } from '../engine/container.ts'
import type { NodeFile } from './distributions/node-context.ts'

/** A node's container, but for what all of them share: name, labels, network. */
export interface NodeContainer extends Omit<ContainerSpec, 'name' | 'labels' | 'network' | 'hostname'> {
  /** Laid into it before its first start. */
  files: NodeFile[]
}
