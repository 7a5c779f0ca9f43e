import { withoutSecrets } from '../base/without-secrets.ts'
import type { ClusterContainers } from './cluster.ts'

/** What a node said, without the cluster's token, its database's password and all that looks like a secret. */
export function withoutClusterSecrets(text: string, { token, drawn, secrets }: ClusterContainers): string {
  const untold = [token, ...Object.values(drawn)].reduce((shown, word) => shown.replaceAll(word, '‹token›'), text)
  return withoutSecrets(untold.replaceAll(secrets.password, '‹password›'))
}
