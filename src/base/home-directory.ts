import { homedir } from 'node:os'
import { HoldfastError } from './errors.ts'

/** This user's home. @throws HoldfastError where a user id has none, as in some CI containers */
export function homeDirectory(): string {
  try {
    return homedir()
  } catch (error) {
    throw new HoldfastError(`user ${process.getuid?.()} has no home directory`, {
      hint: 'set HOME to a directory of its own that it may write to',
      cause: error,
    })
  }
}
