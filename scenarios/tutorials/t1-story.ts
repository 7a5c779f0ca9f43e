import type { Fixtures, NodeId } from 'holdfast'
import { kubectlOn, must, said } from '../kubectl.ts'

/**
 * What the well-known walk-throughs of three servers, an agent and a plain load balancer do by hand, and what they say
 * then: look, stop the second server, look from another, start it again.
 */
export async function t1Story({ claim, faults, ip, note, phase, run, topology, webImage }: Fixtures): Promise<void> {
  const stoppedNode: NodeId = 'server:1'
  const { kubectl, nodes } = kubectlOn(run, 'server:0')
  const balancer = `--server https://${ip('lb:0')}:6443`
  const ready = async () => {
    const answer = await kubectl(`${balancer} get --raw /readyz`)
    return must(answer === 'ok', `/readyz says ${answer}`)
  }
  note("'systemctl stop k3s' is the stop of the server's container here: its pods end with it")
  note("'--image=nginx' is the cluster's own small web server: no registry is asked")
  await phase.steady('10s')

  await claim('the token to join by is in /var/lib/rancher/k3s/server/node-token', async () => {
    const { stdout, stderr } = await run('server:0', 'cat /var/lib/rancher/k3s/server/node-token')
    return must(/^K10[0-9a-f]{64}::server:\S+\s*$/.test(stdout), stderr || 'K10, the hash of the CA, and the secret')
  })
  await claim('kubectl get nodes shows every node, and all are Ready', async () => {
    const seen = await nodes()
    const expected = topology.servers + topology.agents
    return must(seen.length === expected && seen.every(({ status }) => status === 'Ready'), said(seen))
  })
  const roles = topology.datastore === 'embedded-etcd' ? ['control-plane', 'etcd'] : ['control-plane']
  await claim(`the servers have the role${roles.length > 1 ? 's' : ''} ${roles.join(' and ')}`, async () => {
    const servers = (await nodes()).filter(({ name }) => name.startsWith('server-'))
    return must(
      servers.every(server => roles.every(role => server.roles.includes(role))),
      said(servers),
    )
  })
  await claim('kubectl works through the load balancer, which --tls-san names', ready)
  await claim('by a name that no --tls-san gives, it fails with a certificate error', async () => {
    const { exitCode, stderr } = await run('server:0', `kubectl ${balancer} --tls-server-name lb.example get nodes`)
    return must(exitCode !== 0 && /x509: certificate is valid for/.test(stderr), stderr.split('\n').at(-2) ?? stderr)
  })

  const stopped = await faults.stop(stoppedNode)
  await claim(
    'the stopped server becomes NotReady',
    async () => {
      const seen = await nodes()
      return must(seen.find(({ name }) => name === 'server-1')?.status === 'NotReady', said(seen))
    },
    // The node monitor's grace, and a lease of its own that the stopped server may have held.
    { within: '120s' },
  )
  await claim('kubectl get nodes still works from another server', async () =>
    said(await kubectlOn(run, 'server:2').nodes()),
  )
  await claim('kubectl works through the load balancer while a server is down', ready)
  await claim(
    'kubectl run test --image=nginx: the new pod runs',
    async () => {
      await kubectl(`get pod test || kubectl run test --image=${webImage}`)
      const seen = await kubectl("get pod test -o jsonpath='{.status.phase} on {.spec.nodeName}'")
      return must(/^Running on (?!server-1)/.test(seen), seen)
    },
    { within: '60s' },
  )

  await stopped.heal()
  await claim(
    'started again, the server rejoins by itself',
    async () => {
      const seen = await nodes()
      return must(
        seen.every(({ status }) => status === 'Ready'),
        said(seen),
      )
    },
    { within: '90s' },
  )
}
