/** Where a cluster may keep its state. */
export const datastoreWords = ['embedded-etcd', 'postgres', 'mysql', 'external-etcd', 'sqlite'] as const

export type DatastoreWord = (typeof datastoreWords)[number]
