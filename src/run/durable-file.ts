import { open, rename } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Replaces a file in one step; on return its content outlives a crash of the machine. Mode 0600. */
export async function replaceDurably(file: string, content: string): Promise<void> {
  const fresh = `${file}.${process.pid}`
  await writeAndSync(fresh, 'w', content)
  await rename(fresh, file)
  await syncDirectory(dirname(file))
}

/** Adds a line, whole or not at all to other writers; on return it outlives a crash of the machine. Mode 0600. */
export async function appendDurably(file: string, line: string): Promise<void> {
  await writeAndSync(file, 'a', `${line}\n`)
  await syncDirectory(dirname(file))
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
