import { bundleProgram } from '../prober/bundle.ts'

/** The ledger's program as one JavaScript file. */
export const bundleLedger = (): Promise<string> => bundleProgram(new URL('main.ts', import.meta.url))
