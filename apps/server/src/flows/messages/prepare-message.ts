import { inMerchant } from '../../kernel/db.ts'
import type { Db, Tx } from '../../kernel/db.ts'
import type { Vault } from '../../kernel/secrets.ts'
import { listApps, listTemplates, secretOf } from '../../modules/app/index.ts'
import type { App } from '../../modules/app/index.ts'
import { findCustomer } from '../../modules/customer/index.ts'
import { findMerchant } from '../../modules/merchant/index.ts'
import {
  fieldsOfMessage,
  lockMessage,
  markMessage,
  pageOfMessage,
  spendGrant,
} from '../../modules/message/index.ts'
import type { Message } from '../../modules/message/index.ts'
import { buyerOf, findSubject } from '../../modules/person/index.ts'

type Of = { merchantId: string; messageId: string }

export type Prepared = {
  app: { appId: string; secret: string }
  openId: string
  templateId: string
  page: string
  fields: Readonly<Record<string, string>>
}

/**
 * Decides whether a message can be sent, and uses up the customer's consent in the same transaction. Undefined when
 * there is nothing to send: it was sent, or nothing allows it.
 */
export async function prepareMessage(
  { db, vault }: { db: Db; vault: Vault },
  { merchantId, messageId }: Of,
): Promise<Prepared | undefined> {
  return inMerchant(db, merchantId, async (tx) => {
    const message = await lockMessage(tx, messageId)
    if (message?.state !== 'pending') return undefined
    const way = await wayTo(tx, vault, message)
    if (typeof way === 'string') {
      await markMessage(tx, messageId, { state: 'skipped', note: way })
      return undefined
    }
    const merchant = await findMerchant(tx, merchantId)
    const subjectId =
      typeof message.content.orderId === 'string' ? message.content.orderId : message.subjectId
    return {
      ...way,
      page: pageOfMessage(message.event, { shop: merchant!.code, subjectId }),
      fields: fieldsOfMessage(message.event, message.content),
    }
  })
}

type Way = Pick<Prepared, 'app' | 'openId' | 'templateId'>

/** The first mini-program that knows the customer and may send; else the code of why none does. */
async function wayTo(tx: Tx, vault: Vault, message: Message): Promise<Way | string> {
  const { customerId, event } = message
  const customer = await findCustomer(tx, customerId)
  if (!customer?.personId) return 'unknown_to_apps'
  const templates = await listTemplates(tx)
  let reason = 'no_template'
  for (const app of (await listApps(tx)).filter(({ kind }) => kind === 'wechat-mini-program')) {
    const template = templates.find((one) => one.appId === app.appId && one.event === event)
    const secret = secretOf(vault, app)
    if (!template || !secret) continue
    const openId = await openIdIn(tx, vault, app, customer.personId)
    if (!openId) {
      reason = 'unknown_to_mini_program'
      continue
    }
    const { templateId } = template
    if (await spendGrant(tx, { customerId, appId: app.appId, templateId }))
      return { app: { appId: app.appId, secret }, openId, templateId }
    reason = 'no_grant'
  }
  return reason
}

async function openIdIn(tx: Tx, vault: Vault, app: App, personId: string): Promise<string | undefined> {
  const sealed = await findSubject(tx, { personId, appId: app.appId })
  const subject = sealed && buyerOf(vault, sealed)
  return subject && 'openId' in subject ? subject.openId : undefined
}

/** What became of it. A message is sent at most once: after an answer that never came it may have arrived. */
export async function endMessage(
  db: Db,
  { merchantId, messageId, state, note }: Of & { state: 'sent' | 'failed' | 'skipped'; note: string },
): Promise<void> {
  await inMerchant(db, merchantId, async (tx) => {
    const message = await lockMessage(tx, messageId)
    if (message?.state === 'pending') await markMessage(tx, messageId, { state, note })
  })
}
