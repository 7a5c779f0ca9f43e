import { EngineError, messageOf } from '../base/errors.ts'
import { candidateEndpoints } from './endpoints.ts'
import { type Engine, openEngine } from './engine.ts'

/** What a search found, or why it found nothing. */
export interface EngineSearch {
  engine?: Engine
  /** One line for each place where no engine answered. */
  misses: string[]
}

/** Asks every place in turn, by the engine's API. @throws EngineError when the one that the user chose does not answer */
export async function searchEngine(): Promise<EngineSearch> {
  const misses: string[] = []
  for (const endpoint of await candidateEndpoints()) {
    try {
      return { engine: await openEngine(endpoint), misses }
    } catch (error) {
      if (endpoint.chosen) {
        throw new EngineError(`no engine answers at ${endpoint.host}, which ${endpoint.source} names`, {
          hint: `start that engine, or unset ${endpoint.source === 'DOCKER_HOST' ? 'DOCKER_HOST' : 'the context'}`,
          cause: (error as Error).cause ?? error,
        })
      }
      misses.push(messageOf(error))
    }
  }
  return { misses }
}

/**
 * The engine to use: `DOCKER_HOST`, else the Docker context, else the usual sockets, else our private one if it runs.
 * @throws EngineError when the one that the user chose does not answer
 */
export const findEngine = async (): Promise<Engine | undefined> => (await searchEngine()).engine
