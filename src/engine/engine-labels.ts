/**
 * Marks what this room and `images` start for a moment of their own (checks of images and of the kernel),
 * so that clean-up finds it after a crash. The value is the process id.
 */
export const helperLabel = 'dev.holdfast.helper'
