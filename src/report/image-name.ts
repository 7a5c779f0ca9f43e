import type { ImageRecord } from '../history/manifest.ts'

/** What a stand-in stands for. */
const originals: Partial<Record<ImageRecord['role'], string>> = { node: 'k3s', mysql: 'MySQL' }

/** What an image is called in a report: a stand-in says that it is one, and is never called what it stands for. */
export const imageName = ({ role, reference, standIn }: Pick<ImageRecord, 'role' | 'reference' | 'standIn'>): string =>
  standIn ? `${reference} (a stand-in for ${originals[role]})` : reference
