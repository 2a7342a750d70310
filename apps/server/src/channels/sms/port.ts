import type { Outcome } from '../outcome.ts'

export type Sms = {
  /** 11 digits, mainland China. */
  mobile: string
  /** The provider's own code of an approved template. */
  template: string
  parameters: Readonly<Record<string, string>>
  /** Ours; a repeat with the same one is the same message as far as the provider can tell. */
  reference: string
}

/** A lost answer may mean that the message was sent: a second one-time code is better than none, a bill is not. */
export type SmsPort = { send(sms: Sms): Promise<Outcome<{ messageId: string }>> }
