import type { AdditionCheck } from './addition.ts'
import type { AgentCheck } from './agent-steady.ts'
import type { BaselineCheck } from './baseline.ts'
import type { ChaosCheck } from './chaos-followed.ts'
import type { ClaimCheck } from './claims.ts'
import type { ControlCheck } from './control-check.ts'
import type { FailoverCheck } from './failover.ts'
import type { FaultCheck } from './fault-proven.ts'
import type { FinalStateCheck } from './final-state.ts'
import type { ThrownCheck } from './guarded.ts'
import type { ProberCheck } from './late-prober.ts'
import type { LeaseTakeoverCheck } from './lease/lease-takeover.ts'
import type { OldHolderCheck } from './lease/old-holder.ts'
import type { MembershipCheck } from './membership.ts'
import type { OutageCheck } from './outage-check.ts'
import type { ProvokedCheck } from './outages-provoked.ts'
import type { RecordCheck } from './record-whole.ts'
import type { RefusalCheck } from './refusal.ts'
import type { RejoinCheck } from './rejoin.ts'
import type { RestartsCheck } from './restarts.ts'
import type { SamplesCheck } from './sample-count.ts'
import type { ScheduleCheck } from './schedule.ts'
import type { LedgerCheck, ReadsCheck, WatchCheck } from './store-promises.ts'

/** What each kind of check may say. */
export type AnyCheck =
  | ClaimCheck
  | ChaosCheck
  | OutageCheck
  | ProvokedCheck
  | ScheduleCheck
  | RejoinCheck
  | FailoverCheck
  | AgentCheck
  | AdditionCheck
  | RefusalCheck
  | MembershipCheck
  | LedgerCheck
  | ReadsCheck
  | WatchCheck
  | LeaseTakeoverCheck
  | OldHolderCheck
  | RestartsCheck
  | FinalStateCheck
  | FaultCheck
  | BaselineCheck
  | SamplesCheck
  | ProberCheck
  | ControlCheck
  | RecordCheck
  | ThrownCheck
