import { stringify } from 'yaml'
import type { ContainerFile } from '../engine/files.ts'

const configuration = '/etc/rancher/k3s/config.yaml'

/** k3s' configuration file, or a drop-in beside it; readable by root alone. */
export const configFile = (values: Record<string, unknown>, dropIn?: string): ContainerFile => ({
  path: dropIn ? `${configuration}.d/${dropIn}` : configuration,
  mode: 0o600,
  content: stringify(values),
})

/** What every server of the lab's cluster shares: no add-on that costs images, pods and watches. */
export const sharedConfig = {
  'flannel-backend': 'host-gw',
  'etcd-disable-snapshots': true,
  'disable-helm-controller': true,
  'disable-network-policy': true,
  disable: ['coredns', 'servicelb', 'traefik', 'local-storage', 'metrics-server'],
}
