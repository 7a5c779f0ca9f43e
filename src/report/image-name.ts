import type { ImageRecord } from '../history/manifest.ts'

/** What an image is called in a report: the stand-in says that it is one, and is never called k3s. */
export const imageName = ({ reference, standIn }: Pick<ImageRecord, 'reference' | 'standIn'>): string =>
  standIn ? `${reference} (a stand-in for k3s)` : reference
