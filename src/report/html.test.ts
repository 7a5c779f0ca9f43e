import fc from 'fast-check'
import { expect, test } from 'vitest'
import { html } from './html.ts'

const unescaped = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')

test('no text leaves its place, as content or as an attribute', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary-ascii' }), text => {
      const markup = html`<i title="${text}">${[text]}</i>`.toString()
      const [, title, content] = /^<i title="([^"<>']*)">([^"<>']*)<\/i>$/u.exec(markup) ?? []
      expect(title).toBe(content)
      const visible = text.replace(/\p{Cc}/gu, '')
      expect(unescaped(content!).replace(/\p{Cc}/gu, '')).toBe(visible)
    }),
  )
})

test('what no reader of XML accepts is left out', () => {
  expect(html`${'a\u0000\u001b\ufffe\ud800é🙂'}`.toString()).toBe('a\ufffdé🙂')
})

test('markup stands as it is, nothing leaves nothing', () => {
  expect(html`<p>${html`<b>${'a & b'}</b>`}${undefined}${false}${0}</p>`.toString()).toBe('<p><b>a &amp; b</b>0</p>')
})
