import { ClusterError } from '../../base/errors.ts'
import { waitUntil } from '../../base/wait-until.ts'
import { credentialsOf } from '../../kube/credentials.ts'
import type { Lab } from '../lab.ts'
import type { LabServer } from '../lab-server.ts'
import { kubeconfigPath } from './watch-start.ts'

const kubeconfigMs = 90_000
/** Servers that make the same tables at once may end over it; the restart policy of a real one brings it back. */
const toleratedEnds = 3

/** Starts a server until its API is ready, and takes its administrator for the lab's. Returns how often it ended before. */
export async function startUntilReady(lab: Lab, server: LabServer): Promise<number> {
  for (let ended = 0; ; ended++) {
    await server.start()
    try {
      await takeAdministrator(lab, server)
      await server.ready()
      return ended
    } catch (error) {
      if (ended === toleratedEnds || !(error instanceof ClusterError)) throw error
    }
  }
}

function takeAdministrator(lab: Lab, server: LabServer): Promise<void> {
  const attempt = async () => {
    await server.expectRunning()
    const text = await server.read(kubeconfigPath).catch(() => '')
    if (!text.includes('client-key-data')) throw new Error('it is not there')
    lab.admin = credentialsOf(text)
  }
  return waitUntil(`the kubeconfig of ${server.name}`, attempt, { timeoutMs: kubeconfigMs, signal: lab.signal })
}
