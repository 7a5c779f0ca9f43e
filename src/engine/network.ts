import { EngineError } from '../base/errors.ts'
import type { Engine } from './engine.ts'
import { engineCall, statusOf } from './engine-call.ts'
import { overlapsARoute } from './routes.ts'

interface NetworkSpec {
  name: string
  labels: Record<string, string>
  /** Candidates in CIDR notation, tried in turn. */
  subnets: readonly string[]
}

/**
 * A bridge network of our own on the first candidate that overlaps neither another network of the engine
 * nor a route of this host. @throws EngineError when none is left
 */
export async function createNetwork(
  engine: Engine,
  { name, labels, subnets }: NetworkSpec,
): Promise<{ name: string; subnet: string }> {
  for (const subnet of subnets) {
    if (await overlapsARoute(subnet)) continue
    const create = engine.docker.createNetwork({
      Name: name,
      Driver: 'bridge',
      CheckDuplicate: true,
      Labels: labels,
      IPAM: { Driver: 'default', Config: [{ Subnet: subnet }] },
    })
    try {
      await create
      return { name, subnet }
    } catch (error) {
      if (!isOverlap(error)) await engineCall(`create network ${name} on ${subnet}`, Promise.reject(error))
    }
  }
  throw new EngineError(`cannot create network ${name}: all ${subnets.length} address ranges are in use`, {
    hint: "remove networks that nobody uses: 'holdfast gc', 'docker network prune'",
  })
}

const isOverlap = (error: unknown): boolean =>
  [400, 403, 409, 500].includes(statusOf(error) ?? 0) && /overlap/i.test((error as Error).message)
