/** What one node takes at rest. */
export interface NodeSizing {
  /** Of a server: what was measured here, and what its makers state. */
  server: { leastBytes: number; statedBytes: { embeddedEtcd: number; otherwise: number }; cores: number }
  /** Of an agent, as its makers state. */
  agent: { statedBytes: number }
  /** Whose statement that is. */
  statedBy: string
  /** Where both are known from. */
  source: string
}
