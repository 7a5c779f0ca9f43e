/** How often what must never happen did, beside how much was looked at; a reason shows only the first of them. */
export type Tally<Kind extends string, Counts, Seen> = Counts & {
  kind: Kind
  violations: number
  first: readonly Seen[]
}

/** A check that something never happens. */
export interface TallyCheck<
  Kind extends string,
  Counts,
  Seen extends { kind: string },
  Unknown extends { kind: string } = never,
> {
  promise: { kind: Kind }
  reason: Tally<Kind, Counts, Seen> | Unknown
  seen: Seen
}
