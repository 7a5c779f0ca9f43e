import type { Distribution } from '../../../distributions/distribution.ts'
import { fileName, roleOf } from '../../../topology/node-id.ts'
import type { DistributionDriver } from '../driver.ts'

/** A distribution that nobody has made: it differs from every other in each path, port, part and flag. */
export const madeUp: Distribution = {
  name: 'Made Up',
  datastores: ['embedded-etcd'],
  ports: { api: 7001, kubelet: 7002, etcdClient: 7003, etcdPeer: 7004 },
  paths: {
    configuration: '/opt/made-up/settings.toml',
    kubeconfig: '/opt/made-up/admin.yaml',
    etcd: { ca: '/opt/made-up/tls/store.pem', cert: '/opt/made-up/tls/us.pem', key: '/opt/made-up/tls/us.key' },
    auditLog: '/opt/made-up/log/deeds.log',
    data: ['/opt/made-up/data', '/opt/made-up/more'],
    laid: ['/opt/made-up/data/archives'],
    datastore: '/opt/made-up/data/store',
  },
  flags: {
    secret: /^--vault-word=/,
    audit: /^--deeds-/,
    taken: { pattern: /^--(deeds|mesh|vault|quota)-/, hint: "write one of '--deeds-…', '--mesh-…', '--quota-…'" },
    shared: /^--quota-/,
    critical: { flags: { 'mesh-range': { kind: 'text', absent: '8' } }, words: [{ flag: 'mesh-without', word: 'doors' }] },
    whenUnequal: { why: 'Servers of two meshes do not speak to each other.', source: 'Made Up, page 7' },
  },
  parts: [{ name: 'podrunner', startedBy: 'init', backWithinMs: 5000 }],
  leases: [
    {
      names: /^(kube-|made-up)/,
      durationMs: 6000,
      retryMs: 500,
      renewDeadlineMs: 4000,
      lossEnds: 'node',
      isReleased: true,
      takeover: { fromMs: 5500, toMs: 7500 },
    },
  ],
  network: { podCidr: '10.90.0.0/16', serviceCidr: '10.91.0.0/16', dnsIp: '10.91.0.53' },
  serversOnlyTaint: 'made-up/server=yes:NoSchedule',
  namesLoadBalancer: 'always',
  anonymousHealth: { status: 200, source: 'Made Up, page 3' },
  embeddedEtcd: { timers: { heartbeatMs: 50, electionMs: 400 }, nodeOf: member => member.replace(/^m-/, '') },
  startMs: 4000,
  startTimers: { learnerTickMs: 700 },
  gracefulEnd: { restMs: 2000, streamsMs: 3000 },
  agentTunnel: { looksMs: 200, silentMs: 9000 },
  certificatesRenewed: 'by-hand',
  refusedFaults: { 'end-part': 'its parts are never alone' },
  sizing: {
    server: { leastBytes: 100e6, statedBytes: { embeddedEtcd: 200e6, otherwise: 150e6 }, cores: 0.1 },
    agent: { statedBytes: 50e6 },
    statedBy: "Made Up's leaflet",
    source: 'Made Up, page 1',
  },
  bringsPauseImage: true,
  exampleImage: 'example.org/made-up:1',
}

/** How its nodes are made. */
export const madeUpDriver: DistributionDriver = {
  container: ({ topology, token, through }, node) => ({
    command: [roleOf(node.id), `--i-am=${fileName(node.id)}`, `--at=${node.ip}`, ...(through ? [`--by=${through}`] : [])],
    tmpfs: ['/scratch'],
    files: [
      { path: madeUp.paths.configuration, mode: 0o600, content: `word = "${token}"\ntiming = "${topology.timing}"\n` },
    ],
  }),
  othersStart: () => 'at-once',
  joinable: () => ({ what: 'the mesh', stage: 'joinable', path: '/mesh' }),
  serving: () => [
    { file: '/opt/made-up/tls/api.pem', authorityKey: '/opt/made-up/tls/api.key', port: madeUp.ports.api, of: 'api' },
  ],
  importPodImage: role => ['podrunner', 'load', `/opt/made-up/data/archives/${role}`],
  disarmAlarm: ['store', 'quiet'],
  refusedFiles: [{ path: madeUp.paths.configuration, mode: 0o600, content: 'nonsense' }],
}
