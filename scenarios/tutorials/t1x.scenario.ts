import { scenario } from 'holdfast'
import { t1Story } from './t1-story.ts'

for (const datastore of ['mysql', 'postgres', 'external-etcd'] as const) {
  scenario(
    `T1x: as T1, with ${datastore} apart from the servers`,
    {
      tags: ['nightly', 'datastore'],
      needs: { servers: '3', agents: '>=1', datastore },
      topology: {
        servers: 3,
        agents: 1,
        datastore,
        loadBalancer: { kind: 'nginx', file: 'scenarios/tutorials/nginx.conf' },
      },
      expectedDuration: '120s',
      limits: {},
    },
    async fixtures => {
      await t1Story(fixtures)
      const { claim, faults, run } = fixtures
      const first = await faults.stop('server:0')
      await claim('no server is special: without the first one the others go on', async () => {
        const { exitCode, stdout, stderr } = await run('server:1', 'kubectl create configmap "of-server-1-$$" -o name')
        if (exitCode !== 0) throw new Error(stderr.trim())
        return `${stdout.trim()} was written by server:1`
      })
      await first.heal()
    },
  )
}
