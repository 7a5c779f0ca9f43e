/**
 * How a person starts this program in a clone. A path, for `npx` asks a public registry wherever it finds nothing
 * installed, and runs what another published under our name.
 */
export const ownCommand = 'bin/holdfast.js'
