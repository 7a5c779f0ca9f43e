import { enterPod } from './enter-pod.ts'
import type { RelaySetup } from './relay-setup.ts'
import { serveRoutes } from './serve-routes.ts'

// One program in two places: beside a node, and, started by itself there, in the network of a pod.
const setup = JSON.parse(process.argv[2] ?? '{}') as RelaySetup
if (process.send === undefined) await enterPod(process.argv[1]!, setup)
else await serveRoutes(setup.routes)
