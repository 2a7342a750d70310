import type { CredentialOf, PayOutcome } from './types'

/** What an app that carries these pages lends us, as `window.sesameHost`; the README tells app makers of it. */
export type HostApp = {
  /** Opens the cashier of the channel's own library. What it says is no proof: the server is asked. */
  pay(order: HostOrder): Promise<'done' | 'cancelled' | 'failed'>
}

export type HostOrder =
  | { channel: 'wechat-pay'; request: Omit<CredentialOf<'wechat-app'>, 'kind'> }
  | { channel: 'alipay'; orderString: string }

export function hostApp(): HostApp | undefined {
  const host = (globalThis as { sesameHost?: Partial<HostApp> }).sesameHost
  return typeof host?.pay === 'function' ? (host as HostApp) : undefined
}

/** An app that throws, or answers with something else, has not paid as far as we know; the server knows more. */
export async function payByHost(
  credential: CredentialOf<'wechat-app'> | CredentialOf<'alipay-app'>,
): Promise<PayOutcome> {
  const host = hostApp()
  if (!host) return 'failed'
  const answer = await host.pay(orderOf(credential)).catch(() => 'failed' as const)
  if (answer === 'done') return 'confirming'
  return answer === 'cancelled' ? 'cancelled' : 'failed'
}

function orderOf(credential: CredentialOf<'wechat-app'> | CredentialOf<'alipay-app'>): HostOrder {
  if (credential.kind === 'alipay-app') return { channel: 'alipay', orderString: credential.orderString }
  const { kind: _, ...request } = credential
  return { channel: 'wechat-pay', request }
}
