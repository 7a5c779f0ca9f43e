import type { Topology } from './topology.ts'

/** `1 server`, `3 servers and 2 agents`. */
export const countWords = ({ servers, agents }: Pick<Topology, 'servers' | 'agents'>): string =>
  [count(servers, 'server'), ...(agents > 0 ? [count(agents, 'agent')] : [])].join(' and ')

const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`
