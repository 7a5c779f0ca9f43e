import { expect, test } from 'vitest'
import { campaign } from './__fixtures__/campaign.ts'
import { compare } from './comparison/compare.ts'
import { junitXml } from './junit.ts'
import type { RunReport } from './report-schema.ts'

test('a failed check is a failure, an unknown one and a run without judgement are errors', () => {
  const { campaign: written, reports } = campaign()
  expect(junitXml(written, reports)).toMatchInlineSnapshot(`
    "<?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="holdfast" tests="25" failures="1" errors="2" time="270.000">
      <testsuite name="a crashed etcd leader" tests="12" failures="0" errors="0" time="104.400" timestamp="2026-11-21T06:14:09.000Z">
        <properties>
          <property name="run" value="a3f1"/>
          <property name="seed" value="1583740211"/>
          <property name="directory" value="a3f1"/>
          <property name="image" value="holdfast/node:6f1c2a90 (a stand-in for k3s)"/>
          <property name="timing" value="fast"/>
          <property name="command" value="HOLDFAST_SEED=1583740211 npm start -- scenarios/server-crash.scenario.ts"/>
        </properties>
        <testcase classname="a crashed etcd leader" name="Cached reads on new connections are back within 2.00 s"/>
        <testcase classname="a crashed etcd leader" name="Cached reads on reused connections are back within 2.00 s"/>
        <testcase classname="a crashed etcd leader" name="Quorum reads on new connections are back within 12.0 s"/>
        <testcase classname="a crashed etcd leader" name="Quorum reads on reused connections are back within 12.0 s"/>
        <testcase classname="a crashed etcd leader" name="Writes on new connections are back within 12.0 s"/>
        <testcase classname="a crashed etcd leader" name="Writes on reused connections are back within 12.0 s"/>
        <testcase classname="a crashed etcd leader" name="kill of server:1 (leader) took effect and was healed"/>
        <testcase classname="a crashed etcd leader" name="A pod created while a server is down is scheduled and runs"/>
        <testcase classname="a crashed etcd leader" name="server:1 comes back as what it was, in every respect"/>
        <testcase classname="a crashed etcd leader" name="Every acknowledged write is still there"/>
        <testcase classname="a crashed etcd leader" name="No rejected write took effect"/>
        <testcase classname="a crashed etcd leader" name="Nobody restarted who was neither told to nor predicted to"/>
      </testsuite>
      <testsuite name="a crashed etcd leader" tests="12" failures="1" errors="1" time="104.400" timestamp="2026-11-21T06:14:09.000Z">
        <properties>
          <property name="run" value="b7c2"/>
          <property name="seed" value="1583740211"/>
          <property name="directory" value="b7c2"/>
          <property name="image" value="holdfast/node:6f1c2a90 (a stand-in for k3s)"/>
          <property name="timing" value="fast"/>
          <property name="command" value="HOLDFAST_SEED=1583740211 npm start -- scenarios/server-crash.scenario.ts"/>
        </properties>
        <testcase classname="a crashed etcd leader" name="Cached reads on new connections are back within 2.00 s"/>
        <testcase classname="a crashed etcd leader" name="Cached reads on reused connections are back within 2.00 s"/>
        <testcase classname="a crashed etcd leader" name="Quorum reads on new connections are back within 12.0 s"/>
        <testcase classname="a crashed etcd leader" name="Quorum reads on reused connections are back within 12.0 s"/>
        <testcase classname="a crashed etcd leader" name="Writes on new connections are back within 12.0 s">
          <failure type="fail" message="the longest time without a successful write on new connections was 7.11 s; 5.00 s are allowed">outage/lb/write/new
    measured: 7.11 s
    limit: 5.00 s
    theory: election 4.0–9.5 s (500/5000 ms), here term 2 → 3
    evidence: bad samples: 11 5xx, 16 refused; 7.09 s etcd election: term 2 → 3, leader server:1 → server:2; unexplained: 14 ms</failure>
        </testcase>
        <testcase classname="a crashed etcd leader" name="Writes on reused connections are back within 12.0 s"/>
        <testcase classname="a crashed etcd leader" name="kill of server:1 (leader) took effect and was healed"/>
        <testcase classname="a crashed etcd leader" name="A pod created while a server is down is scheduled and runs">
          <error type="unknown" message="no pod was created while a server was down">schedule
    measured: never
    limit: 35.0 s
    theory: the lease of the scheduler moves 13–29 s after the fault, then about 1 s
    evidence: canary-1 created, bound after 900 ms, running after 3.40 s</error>
        </testcase>
        <testcase classname="a crashed etcd leader" name="server:1 comes back as what it was, in every respect"/>
        <testcase classname="a crashed etcd leader" name="Every acknowledged write is still there"/>
        <testcase classname="a crashed etcd leader" name="No rejected write took effect"/>
        <testcase classname="a crashed etcd leader" name="Nobody restarted who was neither told to nor predicted to"/>
      </testsuite>
      <testsuite name="a stopped follower" tests="1" failures="0" errors="1" time="61.000">
        <properties>
          <property name="run" value="c9d4"/>
          <property name="seed" value="7"/>
          <property name="directory" value="c9d4"/>
        </properties>
        <testcase classname="a stopped follower" name="the run is told and judged to its end">
          <error type="unknown" message="the cluster did not form: server:2 &lt;never&gt; answered"></error>
        </testcase>
      </testsuite>
    </testsuites>
    "
  `)
})

test('of a negative control red is a case that passes, and what does not count is skipped', () => {
  const { campaign: written, reports } = campaign()
  const [, failed] = reports
  const ids = failed!.checks.filter(({ verdict }) => verdict !== 'pass').map(({ id }) => id)
  expect(ids).toEqual(['outage/lb/write/new', 'schedule'])
  const casesUnder = (control: NonNullable<RunReport['control']>) => {
    const xml = junitXml(written, [{ ...failed!, control }])
    const [suite = ''] =
      /<testsuite name="a crashed etcd leader"(?:(?!<testsuite)[\s\S])*b7c2[\s\S]*?<\/testsuite>/.exec(xml) ?? []
    const [counts] = /tests=\S+ failures=\S+ errors=\S+(?: skipped=\S+)?/.exec(suite) ?? []
    const notPassed = [...suite.matchAll(/name="([^"]*)">\s*<(\w+)/g)].map(([, name, tag]) => `${tag}: ${name}`)
    return [counts, ...notPassed]
  }
  expect(casesUnder({ mustFail: ['outage/lb/write'], mustPass: ['ledger/'] })).toEqual([
    'tests="13" failures="0" errors="0" skipped="2"',
    'skipped: Writes on new connections are back within 12.0 s',
    'skipped: A pod created while a server is down is scheduled and runs',
  ])
  expect(casesUnder({ mustFail: ['rejoin'], mustPass: ['schedule'] })).toEqual([
    'tests="13" failures="1" errors="1" skipped="1"',
    'failure: red where it must be: rejoin',
    'skipped: Writes on new connections are back within 12.0 s',
    'error: A pod created while a server is down is scheduled and runs',
  ])
})

test('a cell that cannot run is skipped', () => {
  const { campaign: written, reports } = campaign()
  const unrun = { title: 'a crashed etcd leader', cell: 'postgres', reason: 'it needs datastore embedded-etcd' }
  const xml = junitXml({ ...written, comparison: compare([], [unrun]) }, reports)
  const [suite] = / {2}<testsuite name="a crashed etcd leader \[postgres\]"[\s\S]*?<\/testsuite>/.exec(xml) ?? []
  expect(suite).toMatchInlineSnapshot(`
    "  <testsuite name="a crashed etcd leader [postgres]" tests="1" failures="0" errors="0" skipped="1" time="0">
        <testcase classname="a crashed etcd leader [postgres]" name="the cell can run"><skipped message="it needs datastore embedded-etcd"/></testcase>
      </testsuite>"
  `)
  expect(junitXml(written, reports)).not.toContain('skipped')
})
