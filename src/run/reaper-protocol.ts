/** What owner and reaper say to each other, one word a line. */
export const words = { ready: 'ready', journalChanged: 'journal-changed', released: 'released' } as const

/** The file descriptor of the reaper's end of the pipe. */
export const reaperPipe = 3
