export type ForgeryReason =
  | 'header_missing'
  | 'header_malformed'
  | 'stale'
  | 'serial_unknown'
  | 'signature_probe'
  | 'key_missing'
  | 'signature_wrong'
  | 'body_malformed'
  | 'ciphertext_malformed'
  | 'ciphertext_wrong'
  | 'content_malformed'

/**
 * The only thing that opening a notification throws: answer 4xx, change nothing, keep it in the forgery
 * log.
 */
export class ForgedNotification extends Error {
  readonly reason: ForgeryReason

  constructor(reason: ForgeryReason, detail = '') {
    super(detail === '' ? reason : `${reason}: ${detail}`)
    this.name = 'ForgedNotification'
    this.reason = reason
  }
}
