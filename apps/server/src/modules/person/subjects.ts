import type { Vault } from '../../kernel/secrets.ts'
import type { Identity } from './identities.ts'

/** How a channel's app names a person: an openid, or at Alipay either of two kinds of id. Never leaves the server. */
export type Subject = { openId: string } | { userId: string }

export type Vouch = {
  provider: Identity['provider']
  appId: string
  subject: Subject
  unionId?: string | undefined
}

/** What a sealed id is bound to: it opens as nothing else. */
const identityContext = 'identity'

export function identityOf(vault: Vault, { provider, appId, subject, unionId }: Vouch): Identity {
  const text = 'openId' in subject ? subject.openId : subject.userId
  return {
    provider,
    appId,
    subjectFingerprint: vault.fingerprint(`${provider} ${text}`),
    subjectSealed: vault.seal(JSON.stringify(subject), identityContext),
    unionFingerprint: unionId === undefined ? null : vault.fingerprint(`${provider} union ${unionId}`),
  }
}

/** Who pays or is written to, as the channel wants to hear it. */
export function buyerOf(vault: Vault, sealed: Buffer): Subject {
  return JSON.parse(vault.open(sealed, identityContext).toString('utf8')) as Subject
}
