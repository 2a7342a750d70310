import { audit } from '../../kernel/audit.ts'
import { inMerchant } from '../../kernel/db.ts'
import type { Db, Tx } from '../../kernel/db.ts'
import { once } from '../../kernel/idempotency.ts'
import type { Actor } from '../../kernel/idempotency.ts'
import { appNotFound, findApp } from '../../modules/app/index.ts'
import { getChannelAccount } from '../../modules/channel-account/index.ts'
import { clearDefault, defaultUnfit, listDefaults, saveDefault } from '../../modules/payment/index.ts'
import type { ChosenMethod, PaymentDefault } from '../../modules/payment/index.ts'
import { methodFits } from './parts/offers.ts'

export type SavePaymentDefault = {
  merchantId: string
  key: string
  actor: Actor
  method: ChosenMethod
  channelAccountId: string | null
  appId: string | null
}

/** Chooses the account, and the app, of a method; without an account the first that fits is used again. */
export async function savePaymentDefault(db: Db, input: SavePaymentDefault): Promise<void> {
  await inMerchant(db, input.merchantId, (tx) =>
    once(tx, 'save-payment-default', input, async () => {
      const { actor, method, channelAccountId, appId } = input
      const before = (await listDefaults(tx)).find((one) => one.method === method)
      if (channelAccountId === null) await clearDefault(tx, method)
      else await choose(tx, { method, channelAccountId, appId })
      await audit(tx, {
        actor,
        action: 'payment.default_saved',
        subjectKind: 'payment_default',
        subjectId: method,
        before,
        after: { method, channelAccountId, appId },
      })
      return {}
    }),
  )
}

async function choose(tx: Tx, chosen: PaymentDefault): Promise<void> {
  const account = await getChannelAccount(tx, chosen.channelAccountId)
  const app = chosen.appId === null ? undefined : await findApp(tx, chosen.appId)
  if (chosen.appId !== null && !app) throw appNotFound({ appId: chosen.appId })
  if (!methodFits(chosen.method, { account, app })) throw defaultUnfit({ method: chosen.method })
  await saveDefault(tx, chosen)
}

export const readPaymentDefaults = (db: Db, merchantId: string): Promise<PaymentDefault[]> =>
  inMerchant(db, merchantId, listDefaults)
