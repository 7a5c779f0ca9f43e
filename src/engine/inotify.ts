import { readFile, writeFile } from 'node:fs/promises'

const path = '/proc/sys/fs/inotify/max_user_instances'

/**
 * What all processes of a user share. A server takes about 16 (its kubelet 7, its apiserver 6, the rest 3): of the usual
 * 128 seven servers leave nothing for others, and a kubelet that gets none ends.
 */
export const wishedInotifyInstances = 512

/** How many inotify instances a user may have; undefined where there is no such limit to read. */
export async function inotifyInstances(): Promise<number | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined)
  return text === undefined ? undefined : Number(text)
}

/** Raises that limit until the next boot where it is lower than wished; where this may not be done it stays. */
export async function raiseInotifyInstances(): Promise<void> {
  const current = await inotifyInstances()
  if (current === undefined || current >= wishedInotifyInstances) return
  await writeFile(path, String(wishedInotifyInstances)).catch(() => {})
}
