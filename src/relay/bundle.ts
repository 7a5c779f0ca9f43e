import { bundleProgram } from '../prober/bundle.ts'

/** The relay's program as one JavaScript file. */
export const bundleRelay = (): Promise<string> => bundleProgram(new URL('main.ts', import.meta.url))
