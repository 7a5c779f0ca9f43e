import { expect, test } from 'vitest'
import { campaign } from './__fixtures__/campaign.ts'
import { indexHtml } from './index-html.ts'

test('leads to each run that has a report, and says why another has none', () => {
  const page = indexHtml(campaign().campaign)
  const rows = page.slice(page.indexOf('<tbody>'), page.indexOf('</tbody>'))
  expect(rows).toMatchInlineSnapshot(`
    "<tbody>
    <tr><td><span class="badge pass"><span aria-hidden="true">✓</span> pass</span></td><th scope="row"><a href="./a3f1/report.html">a crashed etcd leader</a><small>a3f1</small></th><td class="number">12</td><td class="number">0</td><td class="number">0</td><td class="number">1 min 44 s</td><td class="number">1583740211</td></tr>
    <tr><td><span class="badge fail"><span aria-hidden="true">✗</span> fail</span></td><th scope="row"><a href="./b7c2/report.html">a crashed etcd leader</a><small>b7c2</small></th><td class="number">10</td><td class="number">1</td><td class="number">1</td><td class="number">1 min 44 s</td><td class="number">1583740211</td></tr>
    <tr><td><span class="badge unknown"><span aria-hidden="true">?</span> unknown</span></td><th scope="row">a stopped follower<small>the cluster did not form: server:2 &lt;never&gt; answered</small></th><td class="number">0</td><td class="number">0</td><td class="number">0</td><td class="number">1 min 1 s</td><td class="number">7</td></tr>
    "
  `)
})

test('a directory cannot lead elsewhere', () => {
  const { campaign: written } = campaign()
  const runs = written.runs.map(run => ({ ...run, directory: 'javascript:alert(1)//"x' }))
  expect(indexHtml({ ...written, runs })).toContain('href="./javascript%3Aalert(1)//%22x/report.html"')
})
