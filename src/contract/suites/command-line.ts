import type { Clause, Suite } from '../clause.ts'
import { expectAll, expectThat } from '../expect-that.ts'
import { endedStart, refusedWith } from '../fixtures/ended-start.ts'
import type { Lab } from '../lab.ts'
import { lastWords, linesWith } from '../last-words.ts'
import { serverFlags } from '../server-flags.ts'

/** A sub-command that answers `--help`. */
const subCommand = (name: string, more: Pick<Clause, 'needs'> = {}): Clause => ({
  id: `2-${name}`,
  promise: `k3s ${name} is a sub-command`,
  stated: 'k3s:cmd/server/main.go',
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
  stated: 'k3s:pkg/cli/server/server.go',
  ...more,
  test: async lab => refusedWith(await endedStart(lab, { command: ['server', ...args] }), /./),
})

export const commandLine: Suite = {
  title: 'the command line',
  clauses: [
    {
      id: '2-version',
      promise: '--version prints k3s version vX.Y.Z+k3sN',
      stated: 'docs:advanced',
      test: async lab => lab.subject.version,
    },
    subCommand('kubectl'),
    subCommand('ctr'),
    subCommand('crictl', { needs: 'crictl' }),
    subCommand('agent', { needs: 'agents' }),
    subCommand('etcd-snapshot', { needs: 'snapshots' }),
    subCommand('token', { needs: 'token-command' }),
    {
      id: '2-help',
      promise: 'server --help lists the flags that the driver writes',
      stated: 'k3s:pkg/cli/cmds/server.go',
      async test(lab) {
        const { log } = await endedStart(lab, { command: ['server', '--help'] })
        const listed = [...log.matchAll(/--([a-z][\w-]+)/g)].map(([, name]) => name!)
        return expectAll(driverFlags, listed, `all ${driverFlags.length}`)
      },
    },
    {
      id: '2-flags',
      promise: 'server knows every flag of section 2, hidden ones too, and refuses one that it does not know',
      stated: 'k3s:pkg/cli/cmds/server.go',
      test: lab => knowsAllFlags(lab),
    },
    {
      id: '2-unknown-flag',
      promise: 'an unknown flag on the command line ends the server with a code other than 0',
      derived: 'k3s:cmd/server/main.go',
      test: async lab => refusedWith(await endedStart(lab, { command: ['server', '--no-such-flag'] }), /no-such-flag/),
    },
    {
      id: '2-config-unknown-key',
      promise: 'a key of config.yaml that no flag has is warned of and skipped; what else is wrong there is fatal',
      stated: 'k3s:pkg/configfilearg/parser.go',
      async test(lab) {
        const config = { 'no-such-key': 'any', 'egress-selector-mode': 'nobody' }
        const start = await endedStart(lab, { command: ['server'], config })
        const [warning] = linesWith(start.log, /Unknown flag --no-such-key found in config\.yaml, skipping/)
        expectThat(warning !== undefined, `no warning; ended with ${start.exitCode}: ${lastWords(start.log)}`)
        return refusedWith(start, /egress-selector-mode/)
      },
    },
    fatal('bad-egress-mode', 'an egress-selector-mode other than the four', ['--egress-selector-mode=nobody']),
    fatal('bad-cluster-cidr', 'a cluster-cidr that is no network', ['--cluster-cidr=10.42.0.0']),
    fatal('bad-service-cidr', 'a service-cidr that is no network', ['--service-cidr=nowhere']),
    fatal('bad-cluster-dns', 'a cluster-dns that is no address', ['--cluster-dns=nobody']),
    fatal('bad-port-range', 'a service-node-port-range that is none', ['--service-node-port-range=many']),
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
