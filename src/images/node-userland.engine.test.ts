// @module-tag nightly
import { expect, test } from 'vitest'
import type { Progress } from '../base/progress.ts'
import { findEngine } from '../engine/find-engine.ts'
import { helperLabels } from '../engine/helpers.ts'
import { runHelper } from '../engine/run-helper.ts'
import { nodeUserland } from './__fixtures__/node-userland.ts'
import { ImageBuilder } from './image-builder.ts'

const quiet: Progress = { stage: (_title, work) => work(() => {}), note: () => {} }
const script = `
for directory in $(echo "$PATH" | tr : ' '); do ls -d "$directory"/* 2> /dev/null; done
`

test('on PATH of the node image are the programs of its list, and no others', { timeout: 900_000 }, async () => {
  const engine = (await findEngine())!
  const image = await new ImageBuilder(engine, quiet).build('node')
  const spec = { name: `holdfast-userland-${process.pid}`, image, labels: helperLabels(), script }
  const { said } = await runHelper(engine, spec, AbortSignal.timeout(60_000))
  const here = nodeUserland().filter(({ source }) => source !== undefined)
  const listed = here.map(({ directory, name }) => `${directory}/${name}`)
  expect(said.toSorted()).toEqual([...listed, '/bin/aux', '/bin/k3s'].toSorted())
})
