import type { FormationStage } from '../../history/formation-stage.ts'

/** A question to the first server, by the load balancer, which it answers rightly once others can join it. */
export interface JoinQuestion {
  /** What is awaited, of the first server. */
  what: string
  /** The stage that is reached then. */
  stage: FormationStage
  path: string
  /** As whom; nobody in particular when absent. */
  authorization?: string
  /** @throws Error with what is missing in an answer of 200 */
  expect?(body: string): void
}
