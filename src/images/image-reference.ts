/** The registry that an image's reference names; undefined when it names none, which means Docker Hub. */
export function registryOf(reference: string): string | undefined {
  const [first = '', ...rest] = reference.split('/')
  return rest.length > 0 && (/[.:]/.test(first) || first === 'localhost') ? first : undefined
}

/**
 * The references to pull an image by, best first: `TESTCONTAINERS_HUB_IMAGE_NAME_PREFIX` goes before a name without a
 * registry. A mirror of Docker Hub keeps official images below `library/`; a registry that somebody filled need not.
 */
export function pullReferences(reference: string, environment = process.env): string[] {
  const prefix = environment.TESTCONTAINERS_HUB_IMAGE_NAME_PREFIX?.replace(/\/+$/, '')
  if (!prefix || registryOf(reference)) return [reference]
  const official = !reference.includes('/')
  return [`${prefix}/${reference}`, ...(official ? [`${prefix}/library/${reference}`] : [])]
}

/** A reference without tag and digest, as the engine writes it: Docker Hub and its `library/` go without saying. */
export const repositoryOf = (reference: string): string =>
  reference
    .replace(/@.*$/, '')
    .replace(/:[^/:]+$/, '')
    .replace(/^(index\.)?docker\.io\//, '')
    .replace(/^library\//, '')
