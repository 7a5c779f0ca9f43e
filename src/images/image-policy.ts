import { BadInputError } from '../base/errors.ts'

/** Where images may come from: pulled, else built; only pulled; only built. */
export type ImagePolicy = 'any' | 'pull' | 'build'

/** The variable that sets it. */
export const imagePolicyVariable = 'HOLDFAST_IMAGES'

const policies: readonly string[] = ['any', 'pull', 'build'] satisfies ImagePolicy[]

/** What `HOLDFAST_IMAGES` says, `any` when unset. @throws BadInputError */
export function imagePolicy(environment = process.env): ImagePolicy {
  const said = environment[imagePolicyVariable] || 'any'
  if (policies.includes(said)) return said as ImagePolicy
  throw new BadInputError(`${imagePolicyVariable} is '${said}'`, {
    hint: `set it to ${policies.join(', ')}, or not at all`,
  })
}
