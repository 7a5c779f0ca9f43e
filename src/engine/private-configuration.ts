import { privateBridge } from './private-bridge.ts'
import { privateHost, privatePaths } from './private-paths.ts'

/** Own names inside a containerd of the system, which the engine uses if one runs. These are no keys of the file below. */
export const engineFlags = ['--containerd-namespace=holdfast', '--containerd-plugins-namespace=holdfast-plugins']

/**
 * The engine's own configuration file. It shares nothing with an engine of the system: own directories, own socket,
 * own default bridge.
 */
export const engineConfiguration = ({ wrapped }: { wrapped: boolean }): Record<string, unknown> => ({
  'data-root': privatePaths.data,
  'exec-root': privatePaths.execution,
  pidfile: privatePaths.enginePid,
  hosts: [privateHost],
  bridge: privateBridge,
  ...(wrapped && {
    'default-runtime': 'wrapped',
    runtimes: { wrapped: { path: privatePaths.runtimeWrapper } },
  }),
})
