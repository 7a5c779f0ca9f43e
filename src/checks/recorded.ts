/** What an observer wrote into the record, as it stands there. */
export interface Recorded {
  kind: 'recorded'
  text: string
}
