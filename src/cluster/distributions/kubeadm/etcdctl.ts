import { kubeadm } from '../../../distributions/kubeadm/kubeadm.ts'

const { ca, cert, key } = kubeadm.paths.etcd

/** A command for etcdctl on a master, to its own member. */
export const etcdctl = (...command: string[]): string[] => [
  'etcdctl',
  `--endpoints=https://127.0.0.1:${kubeadm.ports.etcdClient}`,
  `--cacert=${ca}`,
  `--cert=${cert}`,
  `--key=${key}`,
  '--command-timeout=5s',
  ...command,
]
