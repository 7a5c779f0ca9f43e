import { open, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import { HoldfastError } from '../base/errors.ts'

/** Replaces a file in one step; on return its content outlives a crash of the machine. Mode 0600. @throws HoldfastError */
export async function replaceDurably(file: string, content: string): Promise<void> {
  const fresh = `${file}.${process.pid}`
  await named(file, async () => {
    await writeAndSync(fresh, 'w', content)
    await rename(fresh, file)
  })
}

/** Adds a line, whole or not at all to other writers; on return it outlives a crash. Mode 0600. @throws HoldfastError */
export const appendDurably = (file: string, line: string): Promise<void> =>
  named(file, () => writeAndSync(file, 'a', `${line}\n`))

/** The system's error does not say which file it was. */
async function named(file: string, write: () => Promise<void>): Promise<void> {
  try {
    await write()
    await syncDirectory(dirname(file))
  } catch (error) {
    throw new HoldfastError(`cannot write ${file}`, { cause: error })
  }
}

async function writeAndSync(file: string, flags: 'w' | 'a', content: string): Promise<void> {
  const handle = await open(file, flags, 0o600)
  try {
    await handle.write(content)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** A file is only as durable as its name. */
async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
