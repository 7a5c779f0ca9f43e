import { configFile, sharedConfig } from '../config-file.ts'
import type { End } from '../lab-server.ts'
import { scene } from '../scene.ts'
import { census, sameCensus } from './census.ts'
import { threeServers } from './three-servers.ts'
import { kubeconfigPath } from './watch-start.ts'

interface StoppedServer {
  end: End
  /** What it was told to join by when it started again: nobody answers there. */
  url: string
  /** From its second start until its API was ready. */
  readyMs: number
  /** Whether its member was seen as a learner after the second start. */
  learned: boolean
  samePassword: boolean
  kubeconfigRewritten: boolean
}

const passwordPath = '/etc/rancher/node/password'

/** One joiner stopped, told to join where nobody is, and started again; its members must be those from before. */
export const stoppedServer = scene(async (lab): Promise<StoppedServer> => {
  const [first, second] = (await threeServers(lab)).servers
  const before = await census(lab, first)
  const password = await second.read(passwordPath).catch(() => 'none')
  const end = await second.stop()
  const url = lab.nobodyUrl
  const ours = { path: kubeconfigPath, mode: 0o600, content: '# replaced while it was stopped\n' }
  await second.put(configFile({ token: lab.token, server: url, 'node-ip': second.ip, ...sharedConfig }), ours)
  const etcd = await first.etcd()
  let learned = false
  const fromMs = performance.now()
  const watch = setInterval(() => {
    const look = (members: { voter: boolean }[]) => {
      learned ||= members.some(({ voter }) => !voter)
    }
    etcd.members().then(look, () => {})
  }, 500)
  try {
    await second.start()
    await second.ready()
  } finally {
    clearInterval(watch)
    etcd.close()
  }
  const readyMs = performance.now() - fromMs
  await sameCensus(lab, first, before)
  return {
    end,
    url,
    readyMs,
    learned,
    samePassword: password === (await second.read(passwordPath).catch(() => 'gone')),
    kubeconfigRewritten: (await second.read(kubeconfigPath)).includes('client-key-data'),
  }
})
