/** What a node has to end by itself before the engine kills it: twice what the slowest distribution takes. */
export const graceSeconds = 15
