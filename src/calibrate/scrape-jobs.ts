import type { Attempt } from './disruptions.ts'

/** One way of scraping the blackbox exporter. */
export interface ScrapeJob {
  name: string
  /** A module of the exporter's configuration. */
  module: 'http_2xx' | 'tcp_connect'
  intervalMs: number
  timeoutMs: number
}

/** One value of `probe_success`, at the time of its scrape. */
export type Scrape = Attempt & { job: string }

/**
 * As its users scrape it: 15 s and 10 s are the values of Prometheus' own example configuration; 1 s is the most generous
 * setting that is found, and the time-out cannot exceed it. The exporter keeps half a second of it back.
 */
export const scrapeJobs: readonly ScrapeJob[] = [
  { name: 'blackbox exporter, http_2xx every 15 s', module: 'http_2xx', intervalMs: 15_000, timeoutMs: 10_000 },
  { name: 'blackbox exporter, http_2xx every 1 s', module: 'http_2xx', intervalMs: 1000, timeoutMs: 1000 },
  { name: 'blackbox exporter, tcp_connect every 1 s', module: 'tcp_connect', intervalMs: 1000, timeoutMs: 1000 },
]

/** The exporter's configuration: its example's modules, told whom to trust. */
export const exporterConfig = (certFile: string): string => `modules:
  http_2xx:
    prober: http
    http:
      preferred_ip_protocol: ip4
      tls_config:
        ca_file: ${certFile}
  tcp_connect:
    prober: tcp
    tcp:
      preferred_ip_protocol: ip4
`
