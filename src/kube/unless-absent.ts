import { saysAbsent } from './says-absent.ts'

/** Awaits the deletion of an object that may be gone already: an attempt without an answer may have been carried out. */
export async function unlessAbsent(name: string, deletion: Promise<unknown>): Promise<void> {
  await deletion.catch((error: unknown) => {
    if (!saysAbsent(error, name)) throw error
  })
}
