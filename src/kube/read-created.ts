import { GoneError } from '../base/errors.ts'
import { saysAbsent } from './says-absent.ts'

/** Reads an object whose creation was acknowledged. @throws GoneError when the API says that there is none of this name */
export async function readCreated<T>(kind: string, name: string, reading: Promise<T>): Promise<T> {
  return reading.catch((error: unknown) => {
    throw saysAbsent(error, name) ? new GoneError(`${kind} ${name} no longer exists`) : error
  })
}
