import { PassThrough, Readable } from 'node:stream'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bufferOf, demultiplex } from './streams.ts'

function frame(stream: 1 | 2, text: string): Buffer {
  const header = Buffer.alloc(8)
  header[0] = stream
  header.writeUInt32BE(Buffer.byteLength(text), 4)
  return Buffer.concat([header, Buffer.from(text)])
}

const texts = fc.array(fc.tuple(fc.constantFrom(1 as const, 2 as const), fc.string()))

test('both streams arrive whole, however the frames are cut into chunks', async () => {
  await fc.assert(
    fc.asyncProperty(texts, fc.integer({ min: 1, max: 20 }), async (frames, size) => {
      const whole = Buffer.concat(frames.map(([stream, text]) => frame(stream, text)))
      const chunks = Array.from({ length: Math.ceil(whole.length / size) }, (_, n) =>
        whole.subarray(n * size, (n + 1) * size),
      )
      const { stdout, stderr } = demultiplex(Readable.from(chunks))
      const [out, err] = await Promise.all([bufferOf(stdout), bufferOf(stderr)])
      const expected = (wanted: number) => frames.filter(([stream]) => stream === wanted).map(([, text]) => text)
      expect(out.toString()).toBe(expected(1).join(''))
      expect(err.toString()).toBe(expected(2).join(''))
    }),
  )
})

test('a megabyte of short lines in one chunk is no trouble', async () => {
  const source = new PassThrough()
  const { stdout, stderr } = demultiplex(source)
  stderr.resume()
  source.end(Buffer.concat(Array.from({ length: 20_000 }, (_, n) => frame(1, `line ${n} ${'x'.repeat(40)}\n`))))
  expect((await bufferOf(stdout)).toString().split('\n')).toHaveLength(20_001)
})
