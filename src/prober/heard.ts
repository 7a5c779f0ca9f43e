/** A question to one of several. */
export interface Asked<Word> {
  /** It gave no answer the last time, and may take all of its deadline to give none again. */
  wasSilent: boolean
  /** Undefined when it gave none; never rejects. */
  word: Promise<Word | undefined>
}

/**
 * What those say who answered the last time, without waiting for the others, whose silence would make the rest old: their
 * words count if they are there by then. When all were silent all are waited for.
 */
export async function heard<Word>(asked: readonly Asked<Word>[]): Promise<Word[]> {
  const talking = asked.filter(({ wasSilent }) => !wasSilent)
  const came = new Map<Asked<Word>, Word>()
  const listening = asked.map(async each => {
    const word = await each.word
    if (word !== undefined) came.set(each, word)
  })
  await Promise.all(talking.length === 0 ? listening : listening.filter((_, index) => !asked[index]!.wasSilent))
  return asked.flatMap(each => came.get(each) ?? [])
}
