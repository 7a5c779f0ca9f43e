import type { Fixtures, NodeId } from 'holdfast'

/** A line of `kubectl get nodes`. */
export interface NodeLine {
  name: string
  status: string
  roles: string[]
}

/** kubectl as a person runs it on one of the servers. */
export function kubectlOn(run: Fixtures['run'], server: NodeId) {
  /** What it prints. @throws Error with its own words when it fails */
  const kubectl = async (args: string): Promise<string> => {
    const { exitCode, stdout, stderr } = await run(server, `kubectl ${args}`)
    if (exitCode !== 0) throw new Error(stderr.trim() || `kubectl ended with ${exitCode}`)
    return stdout.trim()
  }
  const nodes = async (): Promise<NodeLine[]> =>
    (await kubectl('get nodes --no-headers')).split('\n').map(line => {
      const [name = '', status = '', roles = ''] = line.split(/\s+/)
      return { name, status, roles: roles.split(',') }
    })
  return { kubectl, nodes }
}

export const said = (lines: readonly NodeLine[]): string =>
  lines.map(({ name, status, roles }) => `${name} ${status} ${roles.join(',')}`).join('; ')

/** Throws what is seen unless it is what was claimed. */
export function must(holds: boolean, seen: string): string {
  if (!holds) throw new Error(seen)
  return seen
}
