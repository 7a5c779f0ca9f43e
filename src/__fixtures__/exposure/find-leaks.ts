/** Something that only its owner may read. */
export interface Secret {
  name: string
  value: string
}

/** Something that others can look at: a file, a process list, what the engine tells. */
export interface Place {
  name: string
  text: string
}

// Below this, chance would find it.
const shortestLength = 12

/** Which secret stands where, a line each; as it is, in a URL, or in base64 at any offset. */
export async function findLeaks(
  secrets: readonly Secret[],
  places: Iterable<Place> | AsyncIterable<Place>,
): Promise<string[]> {
  const wanted = secrets.map(({ name, value }) => ({ name, forms: formsOf(value) }))
  const leaks: string[] = []
  for await (const { name: place, text } of places) {
    for (const { name, forms } of wanted) if (forms.some(form => text.includes(form))) leaks.push(`${name} in ${place}`)
  }
  return leaks
}

function formsOf(value: string): string[] {
  if (value.length < shortestLength) throw new RangeError(`a secret of ${value.length} characters cannot be looked for`)
  const base64 = [0, 1, 2].map(offset => base64Within(value, offset))
  return [...new Set([value, encodeURIComponent(value), ...base64, ...base64.map(urlSafe)])]
}

/** What every base64 text shows of `value` when `offset` bytes (modulo 3) stand before it, whatever its neighbours are. */
function base64Within(value: string, offset: number): string {
  const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(value)])
  // A character carries 6 bits; those at the ends carry bits of the neighbours too.
  return bytes.toString('base64').slice(Math.ceil((offset * 8) / 6), Math.floor((bytes.length * 8) / 6))
}

const urlSafe = (base64: string): string => base64.replaceAll('+', '-').replaceAll('/', '_')
