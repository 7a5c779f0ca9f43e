/** How many of etcd's members must agree: a majority. */
export const quorumOf = (members: number): number => Math.floor(members / 2) + 1

/** How many of so many can be lost before no quorum is left (etcd's FAQ: 1 → 0, 3 → 1, 5 → 2). */
export const toleratedLoss = (members: number): number => members - quorumOf(members)
