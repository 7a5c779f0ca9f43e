import type { ImageInspectInfo } from 'dockerode'
import type { ImageRecord } from '../history/manifest.ts'
import { imageLabels } from './image-labels.ts'
import { registryOf, repositoryOf } from './image-reference.ts'
import { isStandIn, publishedContents } from './image-set.ts'
import type { PlannedImage } from './plan-image.ts'
import { builtRegistry } from './recipe-hash.ts'

/**
 * What a report says of an image that the engine has. What is inside is told by the image's own labels, under whatever
 * name it was pulled: a stand-in that came from a registry stays one.
 */
export function imageRecord(
  { role, reference }: Pick<PlannedImage, 'role' | 'reference'>,
  image: ImageInspectInfo,
): ImageRecord {
  const labels = image.Config.Labels ?? {}
  // Newer engines give a digest to what was built as well; no registry knows it.
  const digest = registryOf(reference) === builtRegistry ? undefined : digestOf(image, reference)
  return {
    role,
    reference,
    id: image.Id,
    ...(digest !== undefined && { digest }),
    how: digest === undefined ? 'built' : 'pulled',
    standIn: isStandIn(labels[imageLabels.recipe]),
    contents: labels[imageLabels.contents] ?? publishedContents(role, reference),
  }
}

/** The digest of the repository that the reference names: the same image may have been pulled from several. */
const digestOf = ({ RepoDigests: digests }: ImageInspectInfo, reference: string): string | undefined =>
  digests?.find(named => repositoryOf(named) === repositoryOf(reference))?.split('@')[1]
