/** By this label a node image declares which parts of its distribution it lacks, separated by commas. One of its makers carries none. */
export const lacksLabel = 'dev.holdfast.lacks'
