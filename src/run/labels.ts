import type { Owner } from '../base/owner.ts'

/** What every object of a run carries on the engine, from its creation on: enough to know whose it is without our disk. */
export const labelKeys = {
  run: 'holdfast.run',
  node: 'holdfast.node',
  host: 'holdfast.host',
  boot: 'holdfast.boot',
  pid: 'holdfast.pid',
  pidStart: 'holdfast.pid-start',
  created: 'holdfast.created',
  ttlSeconds: 'holdfast.ttl-seconds',
  kept: 'holdfast.kept',
} as const

/** Labels as the engine's API takes and gives them. */
export type Labels = Record<string, string>

interface Lifetime {
  /** True for a cluster that is meant to outlive its command. */
  kept: boolean
  createdMs: number
  /** How long hosts other than the owner's leave the objects alone. */
  ttlSeconds: number
}

/** The labels that all objects of one run share. */
export const runLabels = (owner: Owner, runId: string, { kept, createdMs, ttlSeconds }: Lifetime): Labels => ({
  [labelKeys.run]: runId,
  [labelKeys.host]: owner.host,
  [labelKeys.boot]: owner.boot,
  [labelKeys.pid]: String(owner.pid),
  [labelKeys.pidStart]: owner.pidStart,
  [labelKeys.created]: new Date(createdMs).toISOString(),
  [labelKeys.ttlSeconds]: String(ttlSeconds),
  [labelKeys.kept]: String(kept),
})

/** Back from an object's labels; what is missing or garbled becomes an owner that lives nowhere. */
export const readLabels = (labels: Labels): { owner: Owner } & Lifetime => ({
  owner: {
    host: labels[labelKeys.host] ?? '',
    boot: labels[labelKeys.boot] ?? '',
    pid: Number(labels[labelKeys.pid] ?? Number.NaN),
    pidStart: labels[labelKeys.pidStart] ?? '',
  },
  kept: labels[labelKeys.kept] === 'true',
  createdMs: Date.parse(labels[labelKeys.created] ?? ''),
  ttlSeconds: Number(labels[labelKeys.ttlSeconds] ?? Number.NaN),
})
