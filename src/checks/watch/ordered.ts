import { eventCheck } from './event-check.ts'

/** Versions rise within every stream. */
export const watchOrdered = eventCheck({
  id: 'watch/ordered',
  title: 'Every watch tells events in order of version',
  broken: ({ disordered }) => disordered,
  what: 'came after a newer one',
  pass: ({ events, watchers }) => `all ${events} events came to ${watchers} watchers in order of version`,
})
