import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { HoldfastError } from '../base/errors.ts'
import { NotYet, waitUntil } from '../base/wait-until.ts'
import type { ProgramPath } from './calibration.ts'
import { nginxConfig } from './nginx-config.ts'
import type { Station } from './planting.ts'
import { Program } from './program.ts'
import { exporterConfig } from './scrape-jobs.ts'

const exporterAddress = '127.0.0.1:9115'
const startTimeoutMs = 10_000

/** Where the exporter answers. */
export const exporterUrl = `http://${exporterAddress}`

/** Starts Debian's nginx in front of the stations with back ends; its files go to `directory`. @throws HoldfastError without nginx */
export function startNginx(
  nginx: ProgramPath,
  stations: readonly Station[],
  directory: string,
  priority: number,
): Program {
  if ('missing' in nginx) throw new HoldfastError(`nginx is missing: ${nginx.missing}`)
  const file = join(directory, 'nginx.conf')
  const balanced = stations.filter(({ backends }) => backends.length > 0)
  writeFileSync(file, nginxConfig(balanced, directory))
  mkdirSync('/var/lib/nginx/body', { recursive: true })
  return new Program('nginx', [nginx.path, '-c', file], { priority, endsBy: 'SIGTERM' })
}

/** Starts Debian's blackbox exporter and waits for it. @throws WaitTimeoutError */
export async function startExporter(path: string, certFile: string, directory: string): Promise<Program> {
  const file = join(directory, 'blackbox.yml')
  writeFileSync(file, exporterConfig(certFile))
  const flags = [`--config.file=${file}`, `--web.listen-address=${exporterAddress}`, '--log.level=error']
  const exporter = new Program('blackbox exporter', [path, ...flags], { endsBy: 'SIGTERM' })
  const answers = async (signal: AbortSignal) => {
    const { ok } = await fetch(`${exporterUrl}/-/healthy`, { signal })
    if (!ok) throw new NotYet('it is not healthy')
  }
  await waitUntil('the blackbox exporter', answers, { timeoutMs: startTimeoutMs })
  return exporter
}
