let table: Map<string, number> | undefined

/** Node reads GBK and does not write it, so the table is made once by reading every pair of bytes. */
function codes(): Map<string, number> {
  if (table !== undefined) return table
  const decoder = new TextDecoder('gbk')
  table = new Map()
  for (let first = 0x81; first <= 0xfe; first++) {
    for (let second = 0x40; second <= 0xfe; second++) {
      if (second === 0x7f) continue
      const character = decoder.decode(Uint8Array.of(first, second))
      if (Array.from(character).length === 1 && character !== '\uFFFD' && !table.has(character))
        table.set(character, first * 256 + second)
    }
  }
  return table
}

/** What GBK cannot write becomes a question mark, as at Alipay. */
export function gbk(text: string): Buffer {
  const bytes: number[] = []
  for (const character of text) {
    const code = character.charCodeAt(0)
    const pair = code < 0x80 ? undefined : codes().get(character)
    if (code < 0x80) bytes.push(code)
    else if (pair === undefined) bytes.push(0x3f)
    else bytes.push(pair >> 8, pair & 0xff)
  }
  return Buffer.from(bytes)
}
