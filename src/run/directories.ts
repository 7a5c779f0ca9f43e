import { constants } from 'node:fs'
import { access, mkdir, rename, rm, symlink } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { HoldfastError } from '../base/errors.ts'
import { timeId } from './time-id.ts'

/** Where one invocation leaves what people read. */
export interface Campaign {
  id: string
  /** Absolute. */
  directory: string
}

/** Where one run leaves its evidence; absolute paths, all of them there. */
export interface RunDirectory {
  directory: string
  history: string
  logs: string
}

/** Makes the directory of all reports, before anything is built or started for one. @throws HoldfastError */
export async function requireReports(root = 'reports'): Promise<void> {
  try {
    await mkdir(resolve(root), { recursive: true })
    await access(resolve(root), constants.W_OK | constants.X_OK)
  } catch (error) {
    throw new HoldfastError(`reports cannot be written to ${resolve(root)}`, {
      hint: 'make that a directory that this user may write to, or start in another directory',
      cause: error,
    })
  }
}

/** Makes `<root>/<campaign id>` and points `<root>/latest` to it. */
export async function newCampaign(root = 'reports'): Promise<Campaign> {
  const id = timeId()
  const directory = resolve(root, id)
  await requireReports(root)
  await mkdir(directory)
  await pointLatest(resolve(root), id)
  return { id, directory }
}

/** Makes `<campaign>/<run id>` with `history` and `logs`; these two hold what programs said and are the owner's alone. */
export async function newRunDirectory(campaign: string, runId: string): Promise<RunDirectory> {
  const directory = resolve(campaign, runId)
  const made = { directory, history: join(directory, 'history'), logs: join(directory, 'logs') }
  await mkdir(directory, { recursive: true })
  for (const path of [made.history, made.logs]) await mkdir(path, { recursive: true, mode: 0o700 })
  return made
}

/** In one step, so that a reader never finds the link missing; relative, so that the folder can be moved. */
async function pointLatest(root: string, id: string): Promise<void> {
  const fresh = join(root, `.latest-${id}`)
  try {
    await symlink(id, fresh)
    await rename(fresh, join(root, 'latest'))
  } catch {
    // A convenience: a file system without links, or a folder of that name, must not cost the campaign.
    await rm(fresh, { force: true })
  }
}
