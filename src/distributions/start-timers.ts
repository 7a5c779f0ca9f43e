/** What a node waits for by the clock before it serves, in ms; absent where it waits for no such thing. */
export interface StartTimers {
  /** How often etcd's leader makes a learner a voter, one at a time; absent where each joiner sees to it itself. */
  learnerTickMs?: number
  /** How often a server tests its own etcd before it starts its API. */
  etcdTestMs?: number
  /** How long one such test may take, of an etcd that does not serve yet. */
  etcdServesMs?: number
  /** How long whoever starts its parts may wait before it starts those again that ended for want of another one. */
  partsAgainMs?: number
}
