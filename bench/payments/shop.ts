import { createCipheriv, createSign, generateKeyPairSync, randomBytes } from 'node:crypto'
import { foundOperator } from '../../apps/server/src/flows/merchants/found-operator.ts'
import { grantOperatorAccount } from '../../apps/server/src/flows/money/grant-operator-account.ts'
import { addOperatorAccount } from '../../apps/server/src/flows/money/save-operator-account.ts'
import type { Db } from '../../apps/server/src/kernel/db.ts'
import type { Vault } from '../../apps/server/src/kernel/secrets.ts'
import type { Ask } from '../http/connections.ts'
import type { Stage } from '../harness/stage.ts'

const platformKeyId = 'PUB_KEY_ID_0100000000000000000000000001'
const apiV3Key = randomBytes(16).toString('hex')
const merchantNumber = '1900000001'
export const appId = 'wx00000000000bench'
export const priceFen = 10_000

export type Shop = {
  merchantId: string
  code: string
  bundleId: string
  visitId: string
  cardTypeId: string
  channelAccountId: string
  /** What WeChat Pay sends when the attempt with this number was paid. */
  notice(outTradeNo: string): Ask
  /** The headers by which an answer of WeChat Pay is known to be its own. */
  signed(body: string): Record<string, string>
}

/** A merchant that sells a card of ten visits and takes WeChat Pay, and the channel's side with its own keys. */
export async function openShop(stage: Stage, vault: Vault): Promise<Shop> {
  const { db, owner } = stage
  const merchantId = await stage.newMerchant()
  const { rows } = await owner.query<{ code: string }>('select code from merchant where id = $1', [
    merchantId,
  ])
  const [bundleId, visitId, cardTypeId] = [db.newId(), db.newId(), db.newId()]
  await owner.query(
    `insert into card_type (merchant_id, id, name, form, face_color, created_at)
     values ($1, $2, '次卡', 'visits', '#0F7B6C', now())`,
    [merchantId, cardTypeId],
  )
  await owner.query(
    `insert into product (merchant_id, id, shape, sells, name, price_fen, state, card_type_id, created_at, updated_at)
     values ($1, $2, 'single', 'visit', '游泳', 1000, 'listed', null, now(), now()),
       ($1, $3, 'bundle', 'card', '十次卡', $4, 'listed', $5, now(), now())`,
    [merchantId, visitId, bundleId, priceFen, cardTypeId],
  )
  await owner.query(
    `insert into bundle_item (merchant_id, bundle_id, position, kind, product_id, visits, value_fen, gift, computed_fen)
     values ($1, $2, 0, 'visits', $3, 10, 0, false, $4)`,
    [merchantId, bundleId, visitId, priceFen],
  )
  const { platform, operatorAccountId, channelAccountId } = await collectFor(db, vault, merchantId)
  await owner.query(
    `insert into app (merchant_id, id, kind, name, app_id, channel_account_id, created_at)
     values ($1, $2, 'wechat-official-account', '公众号', $3, $4, now())`,
    [merchantId, db.newId(), appId, channelAccountId],
  )
  const signed = (body: string) => signedBy(platform.privateKey, body)
  return {
    merchantId,
    code: rows[0]!.code,
    bundleId,
    visitId,
    cardTypeId,
    channelAccountId,
    signed,
    notice: (outTradeNo) => {
      const body = noticeOf(outTradeNo)
      return { method: 'POST', path: `/notify/wechat-pay/${operatorAccountId}`, headers: signed(body), body }
    },
  }
}

const keyPair = () =>
  generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })

/** An account of the operator's, granted to this merchant. */
async function collectFor(db: Db, vault: Vault, merchantId: string) {
  const platform = keyPair()
  const by = { key: `bench-${merchantId}`, actor: { kind: 'system' as const, id: 'bench' } }
  const operatorId = await foundOperator(db)
  const keys = {
    provider: 'wechat-pay' as const,
    merchantNumber,
    merchantSerial: 'A'.repeat(40),
    merchantPrivateKeyPem: keyPair().privateKey,
    apiV3Key,
    platformKeys: [{ id: platformKeyId, pem: platform.publicKey }],
  }
  const account = { ...by, operatorId, name: '微信支付', keys }
  const { operatorAccountId } = await addOperatorAccount({ db, vault }, account)
  const grant = { ...by, operatorId, merchantId, operatorAccountId, granted: true }
  const { channelAccountId } = await grantOperatorAccount(db, grant)
  return { platform, operatorAccountId, channelAccountId: channelAccountId! }
}

function signedBy(privateKey: string, body: string): Record<string, string> {
  const timestamp = String(Math.floor(Date.now() / 1000))
  const nonce = randomBytes(16).toString('hex')
  const signature = createSign('RSA-SHA256')
    .update(`${timestamp}\n${nonce}\n${body}\n`)
    .sign(privateKey, 'base64')
  return {
    'wechatpay-timestamp': timestamp,
    'wechatpay-nonce': nonce,
    'wechatpay-serial': platformKeyId,
    'wechatpay-signature': signature,
    'wechatpay-signature-type': 'WECHATPAY2-SHA256-RSA2048',
  }
}

function noticeOf(outTradeNo: string): string {
  const [nonce, associated] = [randomBytes(6).toString('hex'), 'transaction']
  const content = JSON.stringify({
    mchid: merchantNumber,
    appid: appId,
    out_trade_no: outTradeNo,
    transaction_id: `42${outTradeNo.slice(6)}`,
    trade_type: 'NATIVE',
    trade_state: 'SUCCESS',
    success_time: new Date().toISOString().replace(/\.\d+Z/, '+00:00'),
    amount: { total: priceFen, payer_total: priceFen, currency: 'CNY', payer_currency: 'CNY' },
  })
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(apiV3Key), Buffer.from(nonce))
  cipher.setAAD(Buffer.from(associated))
  const sealed = Buffer.concat([cipher.update(content, 'utf8'), cipher.final(), cipher.getAuthTag()])
  return JSON.stringify({
    id: `EV-${outTradeNo}`,
    create_time: new Date().toISOString(),
    resource_type: 'encrypt-resource',
    event_type: 'TRANSACTION.SUCCESS',
    resource: {
      original_type: 'transaction',
      algorithm: 'AEAD_AES_256_GCM',
      ciphertext: sealed.toString('base64'),
      associated_data: associated,
      nonce,
    },
  })
}
