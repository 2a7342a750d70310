const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' })

/** Cuts to at most `bytesMax` bytes of UTF-8 without cutting through a character, emoji included. */
export function cutToBytes(text: string, bytesMax: number): string {
  return cut(text, bytesMax, (piece) => Buffer.byteLength(piece))
}

/** Cuts to at most `charactersMax` UTF-16 units, which is how the channels count, on a character border. */
export function cutToCharacters(text: string, charactersMax: number): string {
  return cut(text, charactersMax, (piece) => piece.length)
}

function cut(text: string, sizeMax: number, sizeOf: (piece: string) => number): string {
  let kept = ''
  let size = 0
  for (const { segment } of graphemes.segment(text)) {
    size += sizeOf(segment)
    if (size > sizeMax) break
    kept += segment
  }
  return kept
}

/** Channels refuse line breaks and control characters in what the customer reads. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim()
}
