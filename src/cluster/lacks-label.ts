/** By this label a node image declares which parts of k3s it lacks, separated by commas. Real k3s carries none. */
export const lacksLabel = 'dev.holdfast.lacks'
