import type { LedgerCheck } from '../../checks/store-promises.ts'
import type { Catalogue } from './catalogue.ts'
import type { CheckTexts } from './check-texts.ts'
import { tallyText } from './tally-text.ts'

const seen: Catalogue<LedgerCheck['seen']> = {
  'write-lost': ({ paths, object, client, verb }) => {
    const write = verb === undefined ? object : `${verb} of ${object} by ${client}`
    return `${write}, acknowledged, does not hold in the final list of ${paths.join(', ')}`
  },
  'rejected-seen': ({ object, client, by }) => `${object} by ${client} was rejected, and ${by} saw it`,
  'unwritten-seen': ({ object, value, by }) =>
    `${by} saw ${value === undefined ? object : `${object} with ${value}`}, which nobody sent`,
  'lists-differ': ({ object, paths: [one, other] }) =>
    `${object} is not the same in the final lists of ${one} and ${other}`,
  'versions-out-of-order': ({ wrote, met }) =>
    `${wrote.client} wrote ${wrote.object} as version ${wrote.version} after ${met.client} had already met version ${met.version} of ${met.object}`,
  'replaced-twice': ({ clients: [one, other], object, version }) =>
    `${one} and ${other} both replaced version ${version} of ${object}`,
  'created-again': ({ client, object, version }) =>
    `${client} created ${object}, which was there as version ${version}`,
  'replaced-older': ({ client, object, version, latest }) =>
    `${client} replaced version ${version} of ${object}, and the latest was ${latest}`,
  'read-stale': ({ client, object, version, known }) =>
    `${client} read version ${version} of ${object} after ${known.client} had met version ${known.version}`,
  'read-before-sent': ({ client, object, value }) => `${client} read ${value} of ${object} before it was sent`,
  'read-other-version': ({ client, object, value, version, stored }) =>
    `${client} read ${value} of ${object} as version ${version}, and it was stored as ${stored}`,
  'fits-no-order': ({ object, ...operation }) =>
    `no order of what was done to ${object} has a place for ${placeText(operation)}`,
}

/** What a right store keeps of what its clients wrote. */
export const ledgerTexts: CheckTexts<LedgerCheck> = {
  promise: {
    'ledger/acknowledged': () => 'Every acknowledged write is still there',
    'ledger/rejected': () => 'No rejected write took effect',
    'ledger/phantom': () => 'Nothing is there that nobody wrote',
    'ledger/servers-agree': () => 'All servers show the same objects in the end',
    'ledger/order': () => 'Versions follow time across all objects',
    'ledger/compare-and-swap': () => 'Every compare-and-swap saw its predecessor',
    'ledger/quorum-reads': () => 'Every quorum read fits what was written',
    'ledger/linearizable': () => 'Deletes, absences and writes without an answer fit into one order',
  },
  reason: {
    'ledger-unread': () => 'the ledger was not read after healing',
    'ledger-unreadable': ({ path, detail }) => `the ledger could not be read after healing: ${path}: ${detail}`,
    'ledger/acknowledged': tally => {
      const { acknowledged, indeterminate, tookEffect, lists } = tally
      const servers = lists.length === 1 ? `the final list of ${lists[0]}` : `${lists.length} final lists`
      return tallyText(tally, {
        among: `of ${acknowledged} acknowledged writes`,
        what: 'are lost',
        seen,
        kept: `all ${acknowledged} acknowledged writes hold in ${servers}; of ${indeterminate} indeterminate ones ${tookEffect} took effect`,
      })
    },
    'nothing-acknowledged': () => 'no write was acknowledged, so none could be lost',
    'ledger/rejected': tally =>
      tallyText(tally, {
        among: `of ${tally.writes} rejected writes`,
        what: 'took effect',
        seen,
        kept: `none of ${tally.writes} rejected writes was ever seen`,
      }),
    'ledger/phantom': tally =>
      tallyText(tally, {
        among: `of ${tally.seen} objects and values that were seen`,
        what: 'were never sent',
        seen,
        kept: `all ${tally.seen} objects and values that were seen were sent`,
      }),
    'ledger/servers-agree': tally =>
      tallyText(tally, {
        among: `between ${tally.lists} final lists`,
        what: 'objects differ',
        seen,
        kept: `the final lists of ${tally.servers.join(', ')} agree on all objects`,
      }),
    'no-final-list': ({ of }) => `there is no final list of ${of.join(', ')}`,
    'ledger/order': tally =>
      tallyText(tally, {
        among: `of ${tally.writes} writes and ${tally.reads} reads`,
        what: 'are out of order',
        seen,
        kept: `the versions of ${tally.writes} writes and ${tally.reads} reads follow the times at which they were sent and ended`,
      }),
    'ledger/compare-and-swap': tally =>
      tallyText(tally, {
        among: `of ${tally.writes} acknowledged conditional writes`,
        what: 'did not see what they replaced',
        seen,
        kept: `each of ${tally.writes} acknowledged conditional writes replaced the latest version of its object`,
      }),
    'ledger/quorum-reads': tally =>
      tallyText(tally, {
        among: `of ${tally.reads} quorum reads`,
        what: 'do not fit',
        seen,
        kept: `none of ${tally.reads} quorum reads is older than what was known before it, or from the future`,
      }),
    'ledger/linearizable': tally =>
      tallyText(tally, {
        among: `of ${tally.objects} objects`,
        what: 'fit no order',
        seen,
        kept: `for each of ${tally.objects} objects with a delete, an absence or a write without an answer an order fits`,
      }),
    'search-given-up': ({ maxSteps, objects, undecided }) =>
      `the search for an order was given up after ${maxSteps} steps for ${undecided.length} of ${objects} objects: ${undecided.slice(0, 5).join(', ')}`,
  },
  seen,
}

function placeText({ client, verb, version }: { client: string; verb: string; version?: string }): string {
  if (verb !== 'get') return `the ${verb} by ${client}`
  return version === undefined ? `its absence, as ${client} saw it` : `version ${version}, as ${client} saw it`
}
