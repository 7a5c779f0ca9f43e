import { withoutSecrets } from '../base/without-secrets.ts'
import type { ClusterContainers } from './cluster.ts'

/** What a node said, without the cluster's token and all that looks like a secret. */
export const withoutClusterSecrets = (text: string, { token }: Pick<ClusterContainers, 'token'>): string =>
  withoutSecrets(text.replaceAll(token, '‹token›'))
