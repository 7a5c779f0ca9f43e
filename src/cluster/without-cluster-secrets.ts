import { withoutSecrets } from '../base/without-secrets.ts'
import type { ClusterContainers } from './cluster.ts'

/** What a node said, without the cluster's token, its database's password and all that looks like a secret. */
export const withoutClusterSecrets = (text: string, { token, secrets }: ClusterContainers): string =>
  withoutSecrets(text.replaceAll(token, '‹token›').replaceAll(secrets.password, '‹password›'))
