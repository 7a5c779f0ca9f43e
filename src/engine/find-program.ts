import { accessSync, constants } from 'node:fs'
import { join } from 'node:path'

/** The search path of programs, with the system directories that a plain user's often lacks. */
export const systemPath = [
  ...new Set([...(process.env.PATH ?? '').split(':'), '/usr/local/sbin', '/usr/sbin', '/sbin', '/usr/bin', '/bin']),
]
  .filter(Boolean)
  .join(':')

/** The absolute path of an installed program. */
export const findProgram = (name: string): string | undefined =>
  systemPath
    .split(':')
    .map(directory => join(directory, name))
    .find(isExecutable)

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
