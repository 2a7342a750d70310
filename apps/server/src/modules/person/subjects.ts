import type { Vault } from '../../kernel/secrets.ts'
import type { Identity } from './identities.ts'

/** What a sealed id is bound to: it opens as nothing else. */
export const identityContext = 'identity'

/** How a channel's app names a person: WeChat by openid, Alipay by open id or user id. Never leaves the server. */
export type Vouch = {
  provider: Identity['provider']
  appId: string
  subject: string
  unionId?: string | undefined
}

export function identityOf(vault: Vault, { provider, appId, subject, unionId }: Vouch): Identity {
  return {
    provider,
    appId,
    subjectFingerprint: vault.fingerprint(`${provider} ${subject}`),
    subjectSealed: vault.seal(subject, identityContext),
    unionFingerprint: unionId === undefined ? null : vault.fingerprint(`${provider} union ${unionId}`),
  }
}
