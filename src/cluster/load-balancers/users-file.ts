import { BadInputError } from '../../base/errors.ts'
import type { NodeAddress } from '../../topology/addresses.ts'
import type { LoadBalancer } from './load-balancer.ts'

/**
 * A configuration of the user's own, taken as it is but for `{{server:0}}`, `{{server:1}}`, …, which become addresses.
 * Nothing is added to it later: it names all servers from the beginning, and its log is the user's.
 * @param path for the sentence that refuses it
 */
export const usersFile = (kind: LoadBalancer, path: string, text: string): LoadBalancer => ({
  ...kind,
  needsIdentity: () => false,
  config: (_topology, nodes) => filledIn(path, text, nodes),
  container: () => kind.forUsersFile?.(text) ?? {},
})

/** @throws BadInputError naming the line of a placeholder that stands for no server */
function filledIn(path: string, text: string, nodes: readonly NodeAddress[]): string {
  return text.replaceAll(/\{\{\s*([\w:]*)\s*\}\}/g, (placeholder, id: string, offset: number) => {
    const ip = nodes.find(node => node.id === id)?.ip
    if (ip !== undefined) return ip
    const line = text.slice(0, offset).split('\n').length
    throw new BadInputError(`${path}:${line}: there is no ${placeholder} in this topology`, {
      hint: `write ${nodes.map(node => `{{${node.id}}}`).join(', ')}`,
    })
  })
}
