import type { WatchCheck } from '../../checks/store-promises.ts'
import type { EventSeen } from '../../checks/watch/watch-story.ts'
import type { Catalogue } from './catalogue.ts'
import type { CheckTexts } from './check-texts.ts'
import { tallyText } from './tally-text.ts'

const eventText = ({ event, object, version }: EventSeen): string => `${event} ${object} at version ${version}`
const toldText = ({ watcher, event }: { watcher: string; event: EventSeen }): string =>
  `${watcher} was told ${eventText(event)}`
const answerText = ({ status, reason }: { status: number; reason?: string }): string =>
  `${status}${reason === undefined ? '' : ` ${reason}`}`

const seen: Catalogue<WatchCheck['seen']> = {
  'event-reported': toldText,
  'reported-differently': ({ reported: [one, other] }) => `${toldText(one)}, and ${toldText(other)}`,
  'reported-otherwise': ({ reported, client, object }) => `${toldText(reported)}, which ${client} wrote to ${object}`,
  'write-missed': ({ watcher, object, version, client }) =>
    `${watcher} was not told of version ${version} of ${object}, written by ${client}`,
  'event-missed': ({ watcher, event, reportedTo }) =>
    `${watcher} was not told ${eventText(event)}, as ${reportedTo} was`,
  'delete-missed': ({ watcher, object, client }) => `${watcher} was not told of the delete of ${object} by ${client}`,
  'listed-anew': ({ watcher, path }) => `${watcher} listed anew on ${path}, and nobody had told it 410`,
  'not-resumed': ({ watcher, path, version, answer }) =>
    `${watcher} was to go on from version ${version} on ${path}, which answered ${answerText(answer)}`,
  'never-resumed': ({ watcher, refusals, last }) =>
    `${watcher} never went on; the last of ${refusals} answers was ${answerText(last)}`,
}

/** That watches tell everything, once and in order. */
export const watchTexts: CheckTexts<WatchCheck> = {
  promise: {
    'watch/ordered': () => 'Every watch tells events in order of version',
    'watch/unique': () => 'No watch tells an event twice',
    'watch/complete': () => 'No watch misses an event',
    'watch/agreement': () => 'All watchers tell of the same events in the same order',
    'watch/bookmark': () => 'Nothing at or below a bookmark comes after it',
    'watch/resumable': () => 'A watch that ended goes on from its last version on any server, or is told 410',
  },
  reason: {
    'no-event-reported': () => 'no watcher was told of any event',
    'watch/ordered': tally =>
      tallyText(tally, {
        among: `of ${tally.events} watch events`,
        what: 'came after a newer one',
        seen,
        kept: `all ${tally.events} events came to ${tally.watchers} watchers in order of version`,
      }),
    'watch/unique': tally =>
      tallyText(tally, {
        among: `of ${tally.events} watch events`,
        what: 'were told again',
        seen,
        kept: `none of ${tally.events} events was told twice to one of ${tally.watchers} watchers`,
      }),
    'watch/complete': tally =>
      tallyText(tally, {
        among: `beside ${tally.events} watch events`,
        what: 'are missing',
        seen,
        kept: `${tally.watchers} watchers were told of every write between their lists and the last version they came to, ${tally.events} events in all`,
      }),
    'never-listed': ({ watchers }) => `${watchers.join(', ')} never had a list to begin with`,
    'watch/agreement': tally =>
      tallyText(tally, {
        among: `of ${tally.versions} versions that watchers were told of`,
        what: 'mean different things',
        seen,
        kept: `each of ${tally.versions} versions means the same to ${tally.watchers} watchers and to its writer`,
      }),
    'watch/bookmark': tally =>
      tallyText(tally, {
        among: `of ${tally.events} watch events`,
        what: 'came after a bookmark that is no older',
        seen,
        kept: `nothing new came at or below any of ${tally.bookmarks} bookmarks`,
      }),
    'watch/resumable': tally =>
      tallyText(tally, {
        among: `beside ${tally.resumed} watches that went on`,
        what: 'could not',
        seen,
        kept: `${tally.resumed} times a watch that had ended went on from its last version, and ${tally.gone} times the server said 410`,
      }),
    'nobody-answered': ({ watchers }) => `in the end nobody answered ${watchers.join(', ')}`,
  },
  seen,
}
