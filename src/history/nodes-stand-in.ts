import type { ImageRecord } from './manifest.ts'

/** Whether the nodes run an image that only stands in for their distribution's: it may have shorter timers. */
export const nodesStandIn = (images: readonly Pick<ImageRecord, 'role' | 'standIn'>[]): boolean =>
  images.some(({ role, standIn }) => role === 'node' && standIn)
