import { eventCheck } from './event-check.ts'

/** No event is told twice, neither within a stream nor after it was resumed from a later version. */
export const watchUnique = eventCheck({
  id: 'watch/unique',
  title: 'No watch tells an event twice',
  broken: ({ repeated }) => repeated,
  what: 'were told again',
  pass: ({ events, watchers }) => `none of ${events} events was told twice to one of ${watchers} watchers`,
})
