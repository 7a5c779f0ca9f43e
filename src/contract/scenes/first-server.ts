import type { ContainerFile } from '../../engine/files.ts'
import type { Kube } from '../../kube/kube-client.ts'
import { sharedConfig } from '../config-file.ts'
import type { Lab } from '../lab.ts'
import type { LabServer } from '../lab-server.ts'
import { scene } from '../scene.ts'
import { type Start, watchStart } from './watch-start.ts'

interface FirstServer {
  server: LabServer
  kube: Kube
  seen: Start
}

const dataDir = '/var/lib/rancher/k3s'

/** The archive from which a server imports the image for pods. */
export const podImages = ({ subject }: Lab): ContainerFile => ({
  path: `${dataDir}/agent/images/workload.tar`,
  mode: 0o600,
  content: subject.podImage.archive,
})

export const firstHost = 10
/** Set by a file beside the kubelet's own, so that the Node's capacity shows whether it is read. */
export const maxPods = 77
/** Given to the apiserver, whose default is 300. */
export const tolerationSeconds = 11
export const extraName = 'contract.holdfast.test'
export const manifestName = 'holdfast-contract'

const kubeletDropIn = `apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
maxPods: ${maxPods}
`
const manifest = `apiVersion: v1
kind: ConfigMap
metadata: { name: ${manifestName}, namespace: default }
`

/** A server that begins a cluster, watched from its start until its API is ready. */
export const firstServer = scene(async (lab): Promise<FirstServer> => {
  const ip = lab.ipAt(firstHost)
  const server = await lab.create({
    name: 'server-0',
    host: firstHost,
    command: [
      'server',
      '--cluster-init',
      '--node-name=server-0',
      `--node-ip=${ip}`,
      `--advertise-address=${ip}`,
      `--tls-san=${extraName}`,
      `--kube-apiserver-arg=default-not-ready-toleration-seconds=${tolerationSeconds}`,
    ],
    config: { token: lab.token, ...sharedConfig },
    files: [
      podImages(lab),
      { path: `${dataDir}/agent/etc/kubelet.conf.d/50-contract.conf`, mode: 0o600, content: kubeletDropIn },
      { path: `${dataDir}/server/manifests/contract.yaml`, mode: 0o600, content: manifest },
    ],
  })
  await server.start()
  const seen = await watchStart(lab, server)
  return { server, kube: lab.kube(server), seen }
})
