/** What an image is for. */
export const imageRoles = [
  'node',
  'client',
  'nginx',
  'haproxy',
  'gobetween',
  'postgres',
  'mysql',
  'etcd',
  'workload',
  'pause',
  'tools',
  'coredns',
  'metrics-server',
] as const

/** One of {@link imageRoles}. */
export type ImageRole = (typeof imageRoles)[number]

/** Roles whose images run in pods: every node is given them as archives, and pulls none. */
export const podImageRoles: readonly ImageRole[] = ['pause', 'workload', 'coredns', 'metrics-server']
