import type { Clause, Suite } from '../clause.ts'
import { expectAll, expectThat } from '../expect-that.ts'
import { endedStart, refusedWith } from '../fixtures/ended-start.ts'
import type { Lab } from '../lab.ts'
import { lastWords } from '../last-words.ts'
import { serverFlags } from '../server-flags.ts'

/** A sub-command that answers `--help`. */
const subCommand = (name: string, more: Pick<Clause, 'needs' | 'certainty'>): Clause => ({
  id: `2-${name}`,
  promise: `k3s ${name} is a sub-command`,
  ...more,
  async test(lab) {
    const { exitCode, log } = await endedStart(lab, { command: [name, '--help'] })
    return expectThat(exitCode === 0, exitCode === 0 ? 'answers --help' : `ended with ${exitCode}: ${lastWords(log)}`)
  },
})

/** A server's start that k3s refuses before it begins anything. */
const fatal = (word: string, promise: string, args: string[], more: Partial<Clause> = {}): Clause => ({
  id: `2-${word}`,
  promise: `${promise} is fatal`,
  certainty: 'stated',
  ...more,
  test: async lab => refusedWith(await endedStart(lab, { command: ['server', ...args] }), /./),
})

export const commandLine: Suite = {
  title: 'the command line',
  clauses: [
    {
      id: '2-version',
      promise: '--version prints k3s version vX.Y.Z+k3sN',
      certainty: 'stated',
      test: async lab => lab.subject.version,
    },
    subCommand('kubectl', { certainty: 'stated' }),
    subCommand('ctr', { certainty: 'stated' }),
    subCommand('crictl', { certainty: 'stated', needs: 'crictl' }),
    subCommand('agent', { certainty: 'stated', needs: 'agents' }),
    subCommand('etcd-snapshot', { certainty: 'stated', needs: 'snapshots' }),
    subCommand('token', { certainty: 'stated', needs: 'token-command' }),
    {
      id: '2-help',
      promise: 'server --help lists the flags that the driver writes',
      certainty: 'stated',
      async test(lab) {
        const { log } = await endedStart(lab, { command: ['server', '--help'] })
        const listed = [...log.matchAll(/--([a-z][\w-]+)/g)].map(([, name]) => name!)
        return expectAll(driverFlags, listed, `all ${driverFlags.length}`)
      },
    },
    {
      id: '2-flags',
      promise: 'server knows every flag of section 2, hidden ones too, and refuses one that it does not know',
      certainty: 'stated',
      test: lab => knowsAllFlags(lab),
    },
    {
      id: '2-config-unknown-flag',
      promise: 'an unknown flag ends the server with a code other than 0',
      certainty: 'derived',
      test: async lab => refusedWith(await endedStart(lab, { command: ['server', '--no-such-flag'] }), /no-such-flag/),
    },
    fatal('bad-egress-mode', 'an egress-selector-mode other than the four', ['--egress-selector-mode=nobody']),
    fatal('bad-cluster-cidr', 'a cluster-cidr that is no network', ['--cluster-cidr=10.42.0.0']),
    fatal('bad-service-cidr', 'a service-cidr that is no network', ['--service-cidr=nowhere']),
    fatal('bad-cluster-dns', 'a cluster-dns that is no address', ['--cluster-dns=nobody']),
    fatal('bad-port-range', 'a service-node-port-range that is none', ['--service-node-port-range=many']),
    fatal('bad-disable', 'an unknown item of --disable', ['--disable=everything'], { certainty: 'unconfirmed' }),
    fatal('disable-etcd', '--disable-etcd without --server', ['--cluster-init', '--disable-etcd'], {
      needs: 'split-roles',
    }),
    fatal('restore-path', 'a restore path without --cluster-reset', ['--cluster-reset-restore-path=/snapshot'], {
      needs: 'cluster-reset',
    }),
    fatal('reset-and-join', '--cluster-reset with --server', ['--cluster-reset', '--server=https://192.0.2.1:6443'], {
      needs: 'cluster-reset',
    }),
    fatal(
      'apiserver-and-datastore',
      '--disable-apiserver with a datastore endpoint',
      ['--disable-apiserver', '--datastore-endpoint=postgres://127.0.0.1:5432/k3s'],
      { needs: 'split-roles' },
    ),
  ],
}

const driverFlags = [
  'cluster-init',
  'server',
  'node-name',
  'node-ip',
  'advertise-address',
  'tls-san',
  'flannel-backend',
  'etcd-disable-snapshots',
  'disable-cloud-controller',
  'disable-helm-controller',
  'disable-network-policy',
  'disable',
  'kube-controller-manager-arg',
  'kube-apiserver-arg',
]

/** Parsing ends at the first flag that is unknown: when that is the one that no k3s has, all before it are known. */
async function knowsAllFlags(lab: Lab): Promise<string> {
  const command = ['server', ...serverFlags, '--no-such-flag']
  const { exitCode, log } = await endedStart(lab, { command })
  const refused = /(?:unknown flag|flag provided but not defined|unknown shorthand)[^\n"\\]*/.exec(log)?.[0]
  const seen = `ended with ${exitCode}: ${refused ?? lastWords(log)}`
  return expectThat(exitCode !== 0 && /no-such-flag/.test(refused ?? ''), seen)
}
