import { readdirSync, readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { distributions, usualDistribution } from './distributions/distributions.ts'
import { parseLimits } from './history/limits.ts'
import { defineScenario, type ScenarioBody, type ScenarioOptions } from './scenario/definition.ts'
import { ruleWords } from './topology/lint/rule-words.ts'
import { rules } from './topology/lint/rules.ts'

const root = join(import.meta.dirname, '..')
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' }).map(name => `docs/${name}`),
].filter(name => name.endsWith('.md'))
const read = (page: string) => readFileSync(join(root, page), 'utf8')

test('the scenario of the documentation is one', () => {
  const [, code] = /```ts\n(.*?)```/s.exec(read('docs/write-a-scenario.md'))!
  const story = stripTypeScriptTypes(code!).replace("import { scenario } from 'holdfast'", '')
  const declared: string[] = []
  const scenario = (title: string, options: ScenarioOptions, body: ScenarioBody) => {
    declared.push(defineScenario(title, options, body).title)
  }
  new Function('scenario', story)(scenario)
  expect(declared).toEqual(['a killed server, drawn at random'])
})

test('the limits of the documentation are limits', () => {
  const [, text] = /```yaml\n(.*?)```/s.exec(read('docs/read-a-report.md'))!
  expect(Object.keys(parseLimits(parse(text!), 'docs').series)).toEqual(['cached-read', 'lb/write/new'])
})

test.each(pages)('every link of %s leads somewhere', page => {
  const links = [...read(page).matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, link]) => link!)
  const present = (link: string) => {
    try {
      readFileSync(join(root, page, '..', link))
      return true
    } catch {
      return false
    }
  }
  expect(links.filter(link => !present(link))).toEqual([])
})

test('every error message of the troubleshooting page is one that Holdfast gives', () => {
  const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map(file => readFileSync(join(root, 'src', file), 'utf8'))
    .join('\n')
  const rows = read('docs/troubleshoot.md')
    .split('\n')
    .filter(line => line.startsWith('| `'))
  const messages = rows.flatMap(row => [...row.split(' | ')[0]!.matchAll(/`([^`]+)`/g)].map(([, message]) => message!))
  // The changing parts are written as `…` or `N`.
  const fixedParts = messages.flatMap(message => message.split(/…|\bserver:N\b/)).map(part => part.trim())
  expect(fixedParts.filter(part => part !== '' && !sources.includes(part))).toEqual([])
  expect(messages.length).toBeGreaterThan(3)
})

test('the page of the lint tells every rule as it is', () => {
  const rows = Object.entries(rules).map(([name, rule]) => {
    const { severity, why } = ruleWords(rule, distributions[usualDistribution])
    return `| \`${name}\` | ${severity} | ${why} |`
  })
  const told = read('docs/lint-a-topology.md')
    .split('\n')
    .filter(line => /^\| `[\w-]+` \| (error|warning|info) \|/.test(line))
  expect(told).toEqual(rows)
})

const typed = ['.github/workflows', 'src'].flatMap(directory =>
  readdirSync(join(root, directory), { recursive: true, encoding: 'utf8' })
    .filter(name => /\.(yml|ts)$/.test(name) && name !== 'docs.test.ts')
    .map(name => `${directory}/${name}`),
)

test('nothing that is told to be typed runs what another published under our name', () => {
  const reaching = [...pages, ...typed].filter(file => /\bnpx [^`'\n]*\bholdfast\b/.test(read(file)))
  expect(reaching).toEqual([])
})

test('nobody publishes Holdfast by mistake', () => {
  expect(JSON.parse(read('package.json'))).toMatchObject({ private: true, exports: { '.': './src/index.ts' } })
})
