export type PemKind = 'private' | 'public'
export type PemHint = {
  good: boolean
  word:
    | 'ok.private'
    | 'ok.public'
    | 'ok.certificate'
    | 'ok.bare'
    | 'wrong.private'
    | 'wrong.public'
    | 'wrong.short'
    | 'wrong.text'
    | 'wrong.encrypted'
}

/** A 2048-bit public key has 392 base64 characters; anything much shorter was cut off. */
const charactersMin = 340

/** What a pasted key looks like, before the server reads it: the usual mistakes are told apart at once. */
export function pemHintOf(text: string, wanted: PemKind): PemHint {
  const label = /-----BEGIN ([A-Z0-9 ]+)-----/.exec(text)?.[1]
  const content = text.replace(/-----[^-]+-----/g, '').replace(/\s/g, '')
  if (label?.includes('ENCRYPTED') || /Proc-Type: 4,ENCRYPTED/.test(text)) return bad('wrong.encrypted')
  if (label?.includes('PRIVATE') && wanted === 'public') return bad('wrong.private')
  if (label && !label.includes('PRIVATE') && wanted === 'private') return bad('wrong.public')
  if (/[^A-Za-z0-9+/=]/.test(content)) return bad('wrong.text')
  if (content.length < charactersMin) return bad('wrong.short')
  if (!label) return { good: true, word: 'ok.bare' }
  if (wanted === 'private') return { good: true, word: 'ok.private' }
  return { good: true, word: label.includes('CERTIFICATE') ? 'ok.certificate' : 'ok.public' }
}

const bad = (word: PemHint['word']): PemHint => ({ good: false, word })
