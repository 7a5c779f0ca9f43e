import { scenario } from 'holdfast'
import { kubectlOn, must, said } from '../kubectl.ts'

scenario(
  'T2: the last two of three servers stop at once, with etcd apart from them',
  {
    tags: ['nightly', 'datastore'],
    needs: { servers: '3', agents: '>=1', datastore: 'external-etcd' },
    topology: {
      servers: 3,
      agents: 3,
      datastore: 'external-etcd',
      loadBalancer: { kind: 'nginx', file: 'scenarios/tutorials/nginx.conf' },
      addOns: { metricsServer: true },
    },
    expectedDuration: '230s',
    limits: {},
  },
  async ({ claim, faults, ip, note, phase, run, webImage }) => {
    const { kubectl, nodes } = kubectlOn(run, 'server:0')
    const balancer = `--server https://${ip('lb:0')}:6443`
    let url = ''
    const page = async () => {
      const ask = `fetch('${url}', { signal: AbortSignal.timeout(3000) }).then(async r => console.log(r.status, await r.text()))`
      const { exitCode, stdout } = await run('client:0', `node -e "${ask}"`)
      return must(exitCode === 0 && stdout.startsWith('200 '), stdout.trim() || 'no answer')
    }
    note(
      'nginx without limits or checks stands for gobetween, which not every machine can pull: --load-balancer gobetween',
    )
    note("MetalLB's address is a NodePort of the surviving server here, asked from client:0 outside the cluster")
    note(
      'one etcd node that carries the load balancer too is three members and a load balancer here; all members are stopped',
    )
    await phase.steady('10s')
    await claim('three servers and three agents are Ready', async () => {
      const seen = await nodes()
      return must(seen.length === 6 && seen.every(({ status }) => status === 'Ready'), said(seen))
    })
    await claim(
      'kubectl top nodes says what every node uses',
      async () => {
        const lines = (await kubectl('top nodes --no-headers')).split('\n')
        return must(lines.length === 6 && !lines.some(line => line.includes('<unknown>')), lines.join('; '))
      },
      { within: '90s' },
    )
    await claim('a web Deployment is put behind a Service', async () => {
      await kubectl(`get deployment web || kubectl create deployment web --image=${webImage} --replicas=3`)
      await kubectl('get service web || kubectl expose deployment web --type=NodePort --port=80')
      url = `http://${ip('server:0')}:${await kubectl("get service web -o jsonpath='{.spec.ports[0].nodePort}'")}`
      return url
    })
    await claim('the web page answers from outside', page, { within: '60s' })

    const second = await faults.kill('server:1')
    const third = await faults.kill('server:2')
    await claim(
      'with one server left kubectl still reads through the load balancer',
      async () =>
        said(
          (await kubectl(`${balancer} get nodes --no-headers`)).split('\n').map(line => {
            const [name = '', status = ''] = line.split(/\s+/)
            return { name, status, roles: [] }
          }),
        ),
      { within: '60s' },
    )
    await claim(
      'with one server left writes are taken',
      () => kubectl(`${balancer} create configmap after-two -o name`),
      {
        within: '60s',
      },
    )
    await claim(
      'with one server left a new pod runs',
      async () => {
        await kubectl(`get pod test || kubectl run test --image=${webImage}`)
        const seen = await kubectl("get pod test -o jsonpath='{.status.phase} on {.spec.nodeName}'")
        return must(seen.startsWith('Running'), seen)
      },
      { within: '90s' },
    )
    await claim('the web page still answers', page, { within: '60s' })
    await second.heal()
    await third.heal()
    await claim(
      'both servers come back by themselves',
      async () => {
        const seen = await nodes()
        return must(
          seen.every(({ status }) => status === 'Ready'),
          said(seen),
        )
      },
      { within: '120s' },
    )

    const members = [await faults.kill('etcd:0'), await faults.kill('etcd:1'), await faults.kill('etcd:2')]
    await claim(
      'the etcd node is the single point of failure: without it no write is taken',
      async () => {
        const { exitCode, stderr } = await run(
          'server:0',
          'kubectl --request-timeout=5s create configmap "without-etcd-$$" -o name',
        )
        return must(exitCode !== 0, exitCode === 0 ? 'a write was taken' : stderr.trim())
      },
      { within: '60s' },
    )
    await claim('running pods go on without it: the web page answers', async () => page())
    for (const member of members) await member.heal()
  },
)
