/** What a kind of data is called in words: one function a kind, so that a kind without words does not compile. */
export type Catalogue<Data extends { kind: string }> = {
  [Kind in Data['kind']]: (data: Extract<Data, { kind: Kind }>) => string
}

/** The words of a catalogue for some data. */
export const textOf = <Data extends { kind: string }>(catalogue: Catalogue<Data>, data: Data): string =>
  catalogue[data.kind as Data['kind']](data as Extract<Data, { kind: typeof data.kind }>)
