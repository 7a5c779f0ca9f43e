import type { LeaderChange } from '../../checks/election.ts'

/** `term 2 → 3, leader server:1 → server:2` */
export const leaderChangeText = ({ fromTerm, toTerm, fromLeader, toLeader, termsElapsed }: LeaderChange): string =>
  `term ${fromTerm} → ${toTerm}${termsElapsed > 1 ? ` in ${termsElapsed} rounds` : ''}, leader ${fromLeader} → ${toLeader}`
