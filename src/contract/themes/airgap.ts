import { ensureNamespace } from '../../kube/namespace.ts'
import { createPod, readPod } from '../../kube/pods.ts'
import { eventually } from '../eventually.ts'
import { hold } from '../hold.ts'
import type { Theme } from '../line.ts'
import { firstServer } from '../scenes/first-server.ts'

export const airgap: Theme = {
  title: 'air-gap images',
  lines: [
    {
      id: '1-airgap-import',
      promise: 'an archive in agent/images is in the namespace k8s.io of containerd, pinned',
      certainty: 'stated',
      async test(lab) {
        const { server } = await firstServer(lab)
        const images = await server.shell('/bin/k3s ctr -n k8s.io images ls')
        const row = images.split('\n').find(line => line.includes(lab.subject.podImage.name))
        const seen = row ? `there, ${row.includes('pinned=pinned') ? 'pinned' : 'not pinned'}` : 'not there'
        return hold(row?.includes('pinned=pinned') ?? false, seen)
      },
    },
    {
      id: '1-airgap-pod',
      promise: 'a pod of that image runs without a pull',
      certainty: 'derived',
      fallback: 'none: the check that a new pod runs would fail',
      async test(lab) {
        const { kube } = await firstServer(lab)
        const pod = { name: 'contract', image: lab.subject.podImage.name, avoid: [] }
        await eventually(lab, 'a pod to be accepted', 30_000, async () => {
          await ensureNamespace(kube)
          await createPod(kube, pod)
          return 'accepted'
        })
        return eventually(lab, 'the pod to run', 60_000, async () => {
          const { status } = await readPod(kube, pod.name)
          const waiting = status?.containerStatuses?.[0]?.state?.waiting?.reason
          return hold(status?.phase === 'Running', `${status?.phase}${waiting ? `, ${waiting}` : ''}`)
        })
      },
    },
  ],
}
