// Writes docs/reference/k3s-contract.md anew; with the contract.json of a run, what that run saw:
// node src/contract/write-reference.ts [reports/contract-…/contract.json]
import { copyFileSync, writeFileSync } from 'node:fs'
import { keptReading, referenceFile, referenceText } from './reference.ts'

const [seen] = process.argv.slice(2)
if (seen !== undefined) copyFileSync(seen, keptReading)
writeFileSync(referenceFile, referenceText())
