// The few forms of ASN.1's distinguished encoding (X.690) that a certificate is made of.

const tags = {
  integer: 0x02,
  bits: 0x03,
  octets: 0x04,
  oid: 0x06,
  utf8: 0x0c,
  utcTime: 0x17,
  sequence: 0x30,
  set: 0x31,
}

function tagged(tag: number, content: Buffer): Buffer {
  const { length } = content
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), content])
  const digits = Buffer.from(length.toString(16).padStart(length > 0xff ? 4 : 2, '0'), 'hex')
  return Buffer.concat([Buffer.from([tag, 0x80 | digits.length]), digits, content])
}

/** DER of values up to 64 KiB. */
export const der = {
  sequence: (...parts: Buffer[]) => tagged(tags.sequence, Buffer.concat(parts)),
  set: (...parts: Buffer[]) => tagged(tags.set, Buffer.concat(parts)),
  true: () => Buffer.from([0x01, 0x01, 0xff]),
  /** @param digits big-endian, not negative */
  integer: (digits: Buffer) =>
    tagged(tags.integer, digits[0]! & 0x80 ? Buffer.concat([Buffer.from([0]), digits]) : digits),
  bits: (bytes: Buffer, unused = 0) => tagged(tags.bits, Buffer.concat([Buffer.from([unused]), bytes])),
  octets: (bytes: Buffer) => tagged(tags.octets, bytes),
  utf8: (text: string) => tagged(tags.utf8, Buffer.from(text)),
  /** @param time before 2050, as the form's two digits of a year mean it */
  utcTime: (time: Date) =>
    tagged(
      tags.utcTime,
      Buffer.from(
        `${time
          .toISOString()
          .replace(/[-:T]|\.\d+/g, '')
          .slice(2)}`,
      ),
    ),
  oid: (dotted: string) => {
    const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
    return tagged(tags.oid, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]))
  },
  /** Context-specific: a whole of others, or plain bytes. */
  whole: (number: number, content: Buffer) => tagged(0xa0 | number, content),
  plain: (number: number, content: Buffer) => tagged(0x80 | number, content),
}

function base128(value: number): number[] {
  const digits = [value & 0x7f]
  for (let rest = value >> 7; rest > 0; rest >>= 7) digits.unshift(0x80 | (rest & 0x7f))
  return digits
}
