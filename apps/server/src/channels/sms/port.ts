import type { Outcome } from '../outcome.ts'

export type Sms = {
  /** 11 digits, mainland China. */
  mobile: string
  /**
   * Our own name of the message, such as `one-time-code`; a provider knows it by an approved template's
   * code.
   */
  template: string
  parameters: Readonly<Record<string, string>>
  /** The whole message, for providers that take text. */
  text: string
  /** Ours, to find the message again at the provider. */
  reference: string
}

/**
 * A lost answer may mean that the message was sent: a second one-time code is better than none, a bill is
 * not.
 */
export type SmsPort = { send(sms: Sms): Promise<Outcome<{ messageId: string }>> }
