import type { BalancerPool } from './balancer-file/balancer-file.ts'
import type { Plan } from './plan.ts'
import type { Sighting } from './rule.ts'

/** One sighting for each pool of the balancer's file of which `tell` has something to say. */
export const poolSightings = ({ balancer }: Plan, tell: (pool: BalancerPool) => string | undefined): Sighting[] =>
  (balancer?.pools ?? []).flatMap(pool => {
    const found = tell(pool)
    return found === undefined ? [] : [{ subject: `${balancer!.name}, line ${pool.line}`, found }]
  })
