import { readdir } from 'node:fs/promises'

/** The ids of all processes of this machine, or of what a directory shows as `/proc` does; any may end meanwhile. */
export const processIds = async (processes = '/proc'): Promise<number[]> =>
  (await readdir(processes)).filter(name => /^\d+$/.test(name)).map(Number)
