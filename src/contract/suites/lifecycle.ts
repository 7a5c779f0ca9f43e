import type { Suite } from '../clause.ts'
import { expectThat } from '../expect-that.ts'
import { coldStart } from '../fixtures/cold-start.ts'
import { firstServer } from '../fixtures/first-server.ts'
import { killedChild } from '../fixtures/killed-child.ts'
import { killedLeader } from '../fixtures/killed-leader.ts'
import { lostQuorum } from '../fixtures/lost-quorum.ts'
import { stoppedServer } from '../fixtures/stopped-server.ts'
import { stopsCleanly } from '../version.ts'

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`
// etcd ends at once, the rest 5 s later, and a clean stop is done after 10 s; the rest is for a busy machine.
const partEndLimitMs = 30_000
const stopsUncleanly = (version: string) =>
  stopsCleanly(version) ? undefined : `${version} is older than the fix of PID 1 (contract 8.4)`

export const lifecycle: Suite = {
  title: 'stop, kill, start',
  clauses: [
    {
      id: '8.1-init',
      promise: 'PID 1 is a reaper titled k3s init',
      stated: 'k3s:pkg/cli/cmds/log_linux.go',
      async test(lab) {
        const { server } = await firstServer(lab)
        const title = (await server.shell("tr '\\0' ' ' < /proc/1/cmdline")).trim()
        return expectThat(title.startsWith('k3s init') || title.startsWith('/bin/k3s init'), title)
      },
    },
    {
      id: '8.1-killed-child',
      promise: 'k3s killed below PID 1 ends the container with code 255',
      derived: 'k3s:pkg/cli/cmds/log_linux.go',
      fallback: 'any code counts as an end; no check asks for one of a part that was killed',
      async test(lab) {
        const { exitCode, tookMs } = await killedChild(lab)
        return expectThat(exitCode === 255, `code ${exitCode} after ${seconds(tookMs)}`)
      },
    },
    {
      id: '8.3-stop',
      promise: 'SIGTERM ends a server in less than 10 s with code 0',
      derived: 'k3s:pkg/signals/signals.go',
      exempt: stopsUncleanly,
      fallback:
        'a stop is judged by what clients see; the engine kills after its grace, and the exit code is recorded, not asserted',
      async test(lab) {
        const { exitCode, tookMs } = (await stoppedServer(lab)).end
        return expectThat(exitCode === 0 && tookMs < 10_000, `code ${exitCode} after ${seconds(tookMs)}`)
      },
    },
    {
      id: '8.6-start-again',
      promise: 'a stopped server starts again as the same member, without a new join',
      stated: 'k3s:pkg/cluster/bootstrap.go',
      async test(lab) {
        const { readyMs, learned } = await stoppedServer(lab)
        return expectThat(
          !learned,
          `the same members; ready after ${seconds(readyMs)}${learned ? '; was a learner again' : ''}`,
        )
      },
    },
    {
      id: '4.5-unreachable-url',
      promise: 'a --server that nobody answers at does not keep an initialised server from starting',
      stated: 'k3s:pkg/cluster/bootstrap.go',
      async test(lab) {
        const { url, readyMs } = await stoppedServer(lab)
        return `started with --server ${url}, ready after ${seconds(readyMs)}`
      },
    },
    {
      id: '1-container-layer',
      promise: '/etc/rancher survives stop and start, the node password too',
      derived: 'k3s:package/Dockerfile',
      fallback: 'not needed: Docker keeps the container layer over stop and start, and volumes too',
      async test(lab) {
        const { samePassword } = await stoppedServer(lab)
        return expectThat(samePassword, samePassword ? 'the same password' : 'another password')
      },
    },
    {
      id: '3.1-rewritten',
      promise: 'the kubeconfig is written again at every start',
      stated: 'k3s:pkg/server/server.go',
      async test(lab) {
        const { kubeconfigRewritten } = await stoppedServer(lab)
        return expectThat(kubeconfigRewritten, kubeconfigRewritten ? 'a fresh one in place of ours' : 'ours was left')
      },
    },
    {
      id: '5.1-election',
      promise: 'after the death of the etcd leader, the others have a new one within 4 to 12 s',
      derived: 'k3s:pkg/etcd/etcd.go',
      fallback:
        'an outage is explained by the observed change of term, never by its length; the band shown beside it would be off',
      async test(lab) {
        const { electionMs, victim } = await killedLeader(lab)
        return expectThat(
          electionMs >= 4000 && electionMs <= 12_000,
          `${seconds(electionMs)} after ${victim} was killed`,
        )
      },
    },
    {
      id: '8.3-kill',
      promise: 'SIGKILL leaves volumes from which the server comes back as the same member',
      derived: 'k3s:pkg/etcd/etcd.go',
      async test(lab) {
        const { exitCode, readyMs, victim } = await killedLeader(lab)
        return expectThat(
          exitCode === 137,
          `${victim} ended with ${exitCode}, came back as the same member in ${seconds(readyMs)}`,
        )
      },
    },
    {
      id: '8.2-containerd',
      promise: "the death of containerd ends the server's container within 30 s, with whatever code",
      stated: 'k3s:pkg/agent/containerd/containerd.go',
      async test(lab) {
        const { exitCode, tookMs } = (await lostQuorum(lab)).containerd
        return expectThat(tookMs <= partEndLimitMs, `code ${exitCode} after ${seconds(tookMs)}`)
      },
    },
    {
      id: '8.2-scheduler',
      promise: "the death of the process that listens at the scheduler's port ends the container within 30 s, likewise",
      stated: 'k3s:pkg/executor/embed/embed.go',
      async test(lab) {
        const { exitCode, tookMs } = (await lostQuorum(lab)).scheduler
        return expectThat(tookMs <= partEndLimitMs, `code ${exitCode} after ${seconds(tookMs)}`)
      },
    },
    {
      id: '5.7-writes',
      promise: 'without a quorum no write succeeds',
      derived: 'k3s:pkg/etcd/etcd.go',
      async test(lab) {
        const { refused } = await lostQuorum(lab)
        return expectThat(refused !== undefined, refused ?? 'a write succeeded')
      },
    },
    {
      id: '5.7-db-info',
      promise: 'without a quorum /db/info answers 500',
      derived: 'k3s:pkg/etcd/etcd.go',
      fallback: 'not needed: /db/info is read during formation only',
      async test(lab) {
        const { dbInfo } = await lostQuorum(lab)
        return expectThat(dbInfo === '500', dbInfo)
      },
    },
    {
      id: '8.2-lease-loss',
      promise:
        "a server that cannot renew a lease of Kubernetes ends within 25 s, one of k3s' own within 60 s, not with 0",
      derived: 'wrangler:pkg/leader/leader.go',
      fallback: "the check 'restarts' forgives a lease holder's restart, and does not demand it",
      async test(lab) {
        const { survivor, held } = await lostQuorum(lab)
        const limitMs = held.includes('kube-') ? 25_000 : 60_000
        const end = `code ${survivor.exitCode} after ${seconds(survivor.tookMs)}: ${survivor.words}`
        return expectThat(survivor.exitCode !== 0 && survivor.tookMs <= limitMs, `held ${held}; ${end}`)
      },
    },
    {
      id: '5.8-cold-start',
      promise:
        'a server that starts alone waits for a quorum: its port answers, its API is not ready, and it does not end',
      derived: 'k3s:pkg/cluster/bootstrap.go',
      test: async lab => (await coldStart(lab)).alone,
    },
    {
      id: '5.8-quorum-again',
      promise: 'with a second server both become ready, and with the third all are the members that they were',
      derived: 'k3s:pkg/etcd/etcd.go',
      async test(lab) {
        const { readyMs } = await coldStart(lab)
        return `two ready ${seconds(readyMs)} after the second start; the same members with all three`
      },
    },
    {
      id: '4.5-init-again',
      promise: 'the first server starts again with --cluster-init as the member that it was',
      stated: 'docs:datastore/ha-embedded',
      test: async lab => (await coldStart(lab)).first,
    },
  ],
}
