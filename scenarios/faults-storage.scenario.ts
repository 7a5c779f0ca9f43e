import { scenario } from 'holdfast'

scenario(
  'storage and trust: out of space by alarm and in truth, certificates that expired, a rotated token, lost disks',
  {
    tags: ['nightly'],
    needs: { servers: '>=3', datastore: 'embedded-etcd' },
    topology: { servers: 3, dataVolumeMiB: 768 },
    expectedDuration: '330s',
  },
  async ({ faults, phase }) => {
    await phase.steady('10s')
    for (const selector of ['follower', 'leader'] as const) {
      for (const strike of [faults.spaceAlarm, faults.fillVolume, faults.expireCertificates, faults.rotateToken]) {
        const fault = await strike(selector)
        await phase.hold('8s')
        await fault.healAndReturn()
      }
    }
    // One that joined, and the one that founded the cluster.
    for (const node of ['server:2', 'server:0'] as const) {
      const fault = await faults.wipe(node)
      await phase.hold('8s')
      await fault.healAndReturn()
    }
  },
)
