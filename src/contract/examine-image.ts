import { ImageError } from '../base/errors.ts'
import type { Progress } from '../base/progress.ts'
import type { Engine } from '../engine/engine.ts'
import type { ImageRecord } from '../history/manifest.ts'
import { imageArchive } from '../images/ensure-images.ts'
import { type Images, imageFor } from '../images/images-of.ts'
import { localImage } from '../images/local-image.ts'
import { beginRun } from '../run/run.ts'
import { lackedBy } from './capability.ts'
import type { Suite } from './clause.ts'
import { imageVersion } from './image-version.ts'
import { Lab } from './lab.ts'
import { readContract } from './read-contract.ts'
import type { Reading } from './reading-record.ts'

/** Asks the node image for these clauses, in a run of its own of which nothing stays behind. @throws HoldfastError */
export async function examineImage(
  engine: Engine,
  images: Images,
  suites: readonly Suite[],
  progress: Progress,
  signal: AbortSignal,
): Promise<Reading> {
  const { node, workload } = images
  const startedAt = new Date()
  const known = await localImage(engine, node.id)
  if (!known) throw new ImageError(`image ${node.reference} is gone again`)
  const lacks = lackedBy(known.Config.Labels ?? {})
  await using run = await beginRun(engine, { title: `the contract of ${node.reference}` })
  const { id: runId, labels } = run
  const version = await imageVersion(engine, { image: node.id, runId, labels, signal })
  const lab = await Lab.open({
    engine,
    runId,
    labels,
    image: node.id,
    imageConfig: known.Config,
    images,
    version,
    podImage: await archiveOf(engine, workload),
    pauseImage: await archiveOf(engine, imageFor(images, 'pause')),
    signal,
  })
  try {
    const results = await readContract(lab, suites, lacks, progress)
    return { image: node, version, lacks, startedAt, results }
  } finally {
    await lab.close()
  }
}

const archiveOf = async (engine: Engine, image: ImageRecord) => ({
  archive: await imageArchive(engine, image),
  name: image.reference,
})
