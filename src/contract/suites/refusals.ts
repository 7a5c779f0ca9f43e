import type { Clause, Suite } from '../clause.ts'
import { sharedConfig } from '../config-file.ts'
import { expectThat } from '../expect-that.ts'
import { census, sameCensus } from '../fixtures/census.ts'
import { type EndedStart, endedStart, refusedWith } from '../fixtures/ended-start.ts'
import { threeServers } from '../fixtures/three-servers.ts'
import type { Lab } from '../lab.ts'
import { linesWith } from '../last-words.ts'

interface Refusal extends Omit<Clause, 'test'> {
  /** What is wrong about the joiner. */
  joiner: (lab: Lab, fullToken: string) => { args?: string[]; config: Record<string, unknown> }
  /** What its log must say. */
  says: RegExp
  /** A further look at a start that was refused. */
  also?: (start: EndedStart) => string
}

/** A joiner that is refused, and leaves members, votes and Nodes as they were. */
const refusal = ({ joiner, says, also, ...clause }: Refusal): Clause => ({
  ...clause,
  async test(lab) {
    const [first] = (await threeServers(lab)).servers
    const before = await census(lab, first)
    const fullToken = (await first.read('/var/lib/rancher/k3s/server/token')).trim()
    const { args = [], config } = joiner(lab, fullToken)
    const start = await endedStart(lab, {
      command: ['server', `--server=https://${first.ip}:6443`, ...args],
      config: { ...sharedConfig, ...config },
    })
    await sameCensus(lab, first, before)
    const seen = refusedWith(start, says)
    return also ? `${seen}; ${also(start)}` : seen
  },
})

/** One that differs in a critical setting. */
const mismatch = (flag: string, config: Record<string, unknown>): Clause =>
  refusal({
    id: `2-critical-${flag}`,
    promise: `a joiner that differs in ${flag} ends with a code other than 0, a warning naming it, and the reason`,
    stated: 'k3s:pkg/cluster/bootstrap.go',
    joiner: ({ token }) => ({ config: { token, ...config } }),
    says: /critical configuration value mismatch/,
    also: ({ log }) => {
      const warnings = linesWith(log, /level=warning/).filter(line => line.includes(flag))
      return expectThat(warnings.length > 0, `${warnings.length} warning names ${flag}`)
    },
  })

const otherHash = (token: string) => token.replace(/^K10./, start => (start === 'K10a' ? 'K10b' : 'K10a'))

export const refusals: Suite = {
  title: 'joiners that are refused',
  clauses: [
    refusal({
      id: '4.5-wrong-password',
      promise: 'a server with a wrong password ends with a code other than 0 and names 401 Unauthorized',
      derived: 'k3s:pkg/cluster/bootstrap.go',
      joiner: () => ({ config: { token: 'a-wrong-password' } }),
      says: /401 Unauthorized/,
    }),
    refusal({
      id: '4.5-wrong-hash',
      promise: 'a server whose token has another CA hash ends with a code other than 0 and says both hashes',
      stated: 'k3s:pkg/clientaccess/token.go',
      joiner: (_lab, fullToken) => ({ config: { token: otherHash(fullToken) } }),
      says: /token CA hash does not match the Cluster CA certificate hash: \S+ != \S+/,
    }),
    refusal({
      id: '4.5-wrong-hash-wrapped',
      promise: "that refusal is wrapped in 'failed to validate token'",
      stated: 'k3s:pkg/cluster/bootstrap.go',
      joiner: (_lab, fullToken) => ({ config: { token: otherHash(fullToken) } }),
      says: /failed to validate token/,
    }),
    refusal({
      id: '4.1-hash-length',
      promise: "a token with a hash of another length ends the server with 'invalid token CA hash length'",
      stated: 'k3s:pkg/clientaccess/token.go',
      joiner: (_lab, fullToken) => ({ config: { token: fullToken.replace(/^K10..../, 'K10') } }),
      says: /invalid token CA hash length/,
    }),
    refusal({
      id: '4.5-no-token',
      promise: 'a server with --server and no token ends with a code other than 0 and asks for one',
      stated: 'k3s:pkg/cluster/bootstrap.go',
      joiner: () => ({ config: {} }),
      says: /token is required to join a cluster|K3S_TOKEN is required/,
    }),
    refusal({
      id: '4.5-duplicate-name',
      promise: 'a server with the name of another one ends with a code other than 0 and says duplicate node name found',
      stated: 'k3s:pkg/etcd/etcd.go',
      joiner: ({ token }) => ({ args: ['--node-name=server-1'], config: { token } }),
      says: /duplicate node name found, please use a unique name for this node/,
    }),
    mismatch('cluster-cidr', { 'cluster-cidr': '10.99.0.0/16' }),
    mismatch('flannel-backend', { 'flannel-backend': 'none' }),
    mismatch('disable-network-policy', { 'disable-network-policy': false }),
  ],
}
