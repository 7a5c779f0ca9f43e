import type { AuthConfig } from 'dockerode'
import { registryOf } from './image-reference.ts'

/** The name under which Docker's own configuration keeps the credentials for Docker Hub. */
const hubServer = 'https://index.docker.io/v1/'

/** The user's credentials for a reference's registry: `docker login`, its helpers and stores, `DOCKER_AUTH_CONFIG`. */
export async function registryCredentials(reference: string): Promise<AuthConfig | undefined> {
  // Testcontainers would pull as well, but tells neither why a pull failed nor how far it is, and cannot be stopped.
  const { getAuthConfig } = await import('testcontainers/build/container-runtime/auth/get-auth-config.js')
  const registry = registryOf(reference)
  const isHub = registry === undefined || /^(index\.)?docker\.io$/.test(registry)
  return (await getAuthConfig(isHub ? hubServer : registry)) as AuthConfig | undefined
}
