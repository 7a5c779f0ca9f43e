import { fileURLToPath } from 'node:url'

/** The prober as one JavaScript file. */
export const bundleProber = (): Promise<string> => bundleProgram(new URL('main.ts', import.meta.url))

/** A program as one JavaScript file, for a container that has Node and nothing else. */
export async function bundleProgram(entry: URL): Promise<string> {
  const { rolldown } = await import('rolldown')
  const bundle = await rolldown({
    input: fileURLToPath(entry),
    platform: 'node',
    logLevel: 'silent',
  })
  try {
    const { output } = await bundle.generate({ format: 'esm', codeSplitting: false })
    return output[0].code
  } finally {
    await bundle.close()
  }
}
