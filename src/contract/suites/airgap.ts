import type { Suite } from '../clause.ts'
import { expectThat } from '../expect-that.ts'
import { firstServer } from '../fixtures/first-server.ts'
import { runningPod } from '../fixtures/running-pod.ts'
import type { Lab } from '../lab.ts'

/** What containerd says of the image for pods. */
async function imported(lab: Lab): Promise<string | undefined> {
  const { server } = await firstServer(lab)
  const images = await server.shell('/bin/k3s ctr -n k8s.io images ls')
  return images.split('\n').find(line => line.includes(lab.subject.podImage.name))
}

/** Which images the containers of containerd are of. */
async function inUse(lab: Lab): Promise<string[]> {
  const { server } = await firstServer(lab)
  const rows = (await server.shell('/bin/k3s ctr -n k8s.io containers ls')).split('\n').slice(1)
  return rows.map(row => row.trim().split(/\s+/)[1] ?? '')
}

export const airgap: Suite = {
  title: 'air-gap images',
  clauses: [
    {
      id: '1-airgap-import',
      promise: 'an archive in agent/images is in the namespace k8s.io of containerd',
      stated: 'k3s:pkg/agent/containerd/containerd.go',
      async test(lab) {
        const row = await imported(lab)
        return expectThat(row !== undefined, row === undefined ? 'not there' : 'there')
      },
    },
    {
      id: '1-airgap-pinned',
      promise: 'it is pinned, so that the kubelet never removes it',
      stated: 'k3s:pkg/agent/containerd/containerd.go',
      async test(lab) {
        const labels = (await imported(lab))?.trim().split(/\s+/).at(-1) ?? 'not there'
        return expectThat(labels.includes('pinned=pinned'), `labels ${labels}`)
      },
    },
    {
      id: '1-airgap-pod',
      promise: 'a pod of that image runs without a pull',
      derived: 'k3s:pkg/agent/containerd/containerd.go',
      fallback:
        "formation looks at every Node's images, and imports the archive by the node's own ctr where it is missing",
      test: runningPod,
    },
    {
      id: '1-airgap-pause',
      promise:
        "its sandbox is of the image that --pause-image names, out of an archive: the node's own image holds none",
      derived: 'k3s:pkg/cli/cmds/const_linux.go',
      async test(lab) {
        await runningPod(lab)
        const { pauseImage, podImage } = lab.subject
        const used = [...new Set(await inUse(lab))]
        const others = used.filter(image => ![pauseImage, podImage].some(({ name }) => image.endsWith(name)))
        const isUsed = used.some(image => image.endsWith(pauseImage.name))
        return expectThat(isUsed && others.length === 0, `containers are of ${used.join(' and ') || 'no image'}`)
      },
    },
  ],
}
