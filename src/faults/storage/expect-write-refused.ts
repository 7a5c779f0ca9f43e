import { messageOf } from '../../base/errors.ts'
import type { Kube } from '../../kube/kube-client.ts'

// Not where the ledger's objects are: nobody counts this one.
const namespace = 'default'

/** The API's refusal of a write, in its words. @throws Error when it took the write, or gave another reason */
export async function expectWriteRefused(kube: Kube, reason: RegExp): Promise<string> {
  const name = `holdfast-refused-${process.pid}`
  try {
    await kube.core.createNamespacedConfigMap({ namespace, body: { metadata: { name } } })
  } catch (error) {
    const [why] = reason.exec(messageOf(error)) ?? []
    if (why === undefined) throw error
    return `the API refused a write: ${why}`
  }
  await kube.core.deleteNamespacedConfigMap({ namespace, name })
  throw new Error('the API took a write')
}
