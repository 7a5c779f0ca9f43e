import { waitUntil } from '../base/wait-until.ts'
import type { Engine } from './engine.ts'
import { engineCall } from './engine-call.ts'
import { bufferOf, demultiplex } from './streams.ts'

export interface ExecuteOptions {
  /** Stops waiting; the engine has no way to stop the command itself. */
  signal?: AbortSignal
  /** Written to the command's stdin, which then ends. */
  input?: string
}

/** What a command inside a container did. */
export interface Execution {
  exitCode: number
  stdout: string
  stderr: string
}

/** Runs a command in a running container. @throws EngineError when it could not be run; an exit code is no error */
export async function execute(
  engine: Engine,
  id: string,
  command: string[],
  { signal, input }: ExecuteOptions = {},
): Promise<Execution> {
  const what = `run '${command.join(' ')}' in container ${id}`
  const abort = signal ? { abortSignal: signal } : {}
  const withInput = input !== undefined
  const exec = await engineCall(
    what,
    engine.docker.getContainer(id).exec({
      Cmd: command,
      AttachStdin: withInput,
      AttachStdout: true,
      AttachStderr: true,
      ...abort,
    }),
  )
  const stream = await engineCall(what, exec.start({ hijack: withInput, stdin: withInput, ...abort }))
  const onAbort = () => stream.destroy(signal?.reason as Error)
  signal?.addEventListener('abort', onAbort, { once: true })
  try {
    const { stdout, stderr } = demultiplex(stream)
    if (withInput) stream.end(input)
    const [out, err] = await Promise.all([bufferOf(stdout), bufferOf(stderr)])
    signal?.throwIfAborted()
    const exitCode = await waitUntil(
      `the end of '${command.join(' ')}'`,
      async () => {
        const { Running: running, ExitCode: code } = await exec.inspect()
        if (running || code === null) throw new Error('it is said to run still')
        return code
      },
      { timeoutMs: 10_000, intervalMs: 20, ...(signal && { signal }) },
    )
    return { exitCode, stdout: out.toString(), stderr: err.toString() }
  } finally {
    signal?.removeEventListener('abort', onAbort)
  }
}
