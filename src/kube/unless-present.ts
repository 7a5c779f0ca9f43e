import { ApiException } from '@kubernetes/client-node'

/** Awaits the creation of an object that may be there already: an attempt without an answer may have been carried out. */
export async function unlessPresent(creation: Promise<unknown>): Promise<void> {
  await creation.catch((error: unknown) => {
    if (!(error instanceof ApiException && error.code === 409)) throw error
  })
}
