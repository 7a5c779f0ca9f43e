import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { HoldfastError } from '../base/errors.ts'
import type { CalibrationOrder } from './calibration.ts'

/**
 * Calibrates in namespaces of its own: a network that has nothing but 127.0.0.1, process ids, and mounts. Returns the exit
 * code. The laboratory ends with the pipe to it, so also when this process is killed. @throws HoldfastError
 */
export async function runLaboratory(order: CalibrationOrder, signal: AbortSignal): Promise<number> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) {
    throw new HoldfastError('calibration drops packets in a network namespace of its own, which needs root on Linux')
  }
  signal.throwIfAborted()
  const program = fileURLToPath(new URL('programs/laboratory.ts', import.meta.url))
  const namespaces = ['--net', '--pid', '--fork', '--kill-child', '--mount-proc']
  const child = spawn('unshare', [...namespaces, '--', process.execPath, program], {
    stdio: ['pipe', 'inherit', 'inherit'],
  })
  child.stdin.on('error', () => {})
  child.stdin.write(`${JSON.stringify(order)}\n`)
  const end = () => child.stdin.end()
  signal.addEventListener('abort', end, { once: true })
  try {
    const [code, by] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null]
    signal.throwIfAborted()
    if (code === null) throw new HoldfastError(`the laboratory was ended by ${by}`)
    return code
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof HoldfastError) throw error
    throw new HoldfastError('the laboratory cannot be started', { hint: 'install util-linux', cause: error })
  } finally {
    signal.removeEventListener('abort', end)
  }
}
