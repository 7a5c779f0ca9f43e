import { setTimeout as sleep } from 'node:timers/promises'
import { nowUs } from '../../base/clock.ts'
import type { Station } from '../planting.ts'
import type { Scrape, ScrapeJob } from '../scrape-jobs.ts'
import { orders, tell } from './orders.ts'

export interface ScraperOrder {
  exporter: string
  jobs: readonly ScrapeJob[]
  stations: Station[]
}

/**
 * Scrapes the exporter as Prometheus does: each target of each job at the job's interval, the next one not before the
 * one before ended, with the job's time-out told in the header; the value stands at the time of the scrape's begin. A
 * scrape that fails gives no value of `probe_success`, which an alert on it reads as failure.
 */
const inbox = orders()
const { exporter, jobs, stations } = (await inbox.next()).value as ScraperOrder
for (const job of jobs) for (const [index, station] of stations.entries()) void scrapeForEver(job, station, index)
await inbox.next()

async function scrapeForEver(job: ScrapeJob, station: Station, index: number): Promise<void> {
  let dueUs = nowUs() + (index / stations.length) * job.intervalMs * 1000
  for (;;) {
    await sleep(Math.max(0, (dueUs - nowUs()) / 1000))
    const atUs = nowUs()
    tell({ job: job.name, station: station.id, atUs, ok: await scrape(job, station) } satisfies Scrape)
    while (dueUs <= nowUs()) dueUs += job.intervalMs * 1000
  }
}

async function scrape({ module, timeoutMs }: ScrapeJob, { port }: Station): Promise<boolean> {
  const target = module === 'tcp_connect' ? `127.0.0.1:${port}` : `https://127.0.0.1:${port}/version`
  const url = `${exporter}/probe?${new URLSearchParams({ module, target })}`
  try {
    const answer = await fetch(url, {
      headers: { 'x-prometheus-scrape-timeout-seconds': String(timeoutMs / 1000) },
      signal: AbortSignal.timeout(timeoutMs),
    })
    return /^probe_success 1$/m.test(await answer.text())
  } catch {
    return false
  }
}
