import { inMerchant } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'
import { listDefaults, methodsIn } from '../../modules/payment/index.ts'
import type { Environment, PaymentMethod } from '../../modules/payment/index.ts'
import { routesFor } from './parts/choose-route.ts'

const names: Readonly<Record<PaymentMethod, string>> = {
  'wechat-mini-program': '微信支付',
  'wechat-jsapi': '微信支付',
  'wechat-h5': '微信支付',
  'wechat-native': '微信扫码支付',
  'alipay-wap': '支付宝',
  'alipay-page': '支付宝',
  'alipay-jsapi': '支付宝',
  'wechat-app': '微信支付',
  'alipay-app': '支付宝',
  'wechat-barcode': '微信付款码',
  'wechat-codepay': '微信付款码',
  'alipay-barcode': '支付宝付款码',
  'alipay-precreate': '支付宝扫码支付',
}

/** What can open a cashier where the customer is, as far as the merchant has accounts and apps for it. */
export async function listMethods(
  db: Db,
  { merchantId, environment }: { merchantId: string; environment: Environment },
): Promise<{ method: PaymentMethod; name: string }[]> {
  return inMerchant(db, merchantId, async (tx) => {
    const found: { method: PaymentMethod; name: string }[] = []
    for (const method of methodsIn[environment]) {
      if ((await routesFor(tx, method)).length > 0) found.push({ method, name: names[method] })
    }
    return found
  })
}

const counterMethods = [
  'wechat-barcode',
  'wechat-codepay',
  'alipay-barcode',
  'wechat-native',
  'alipay-precreate',
] as const
type CounterMethod = (typeof counterMethods)[number]

/** What a cashier may offer; codes by WeChat Pay's newer interface only where an account was chosen for it. */
export async function listCounterMethods(
  db: Db,
  merchantId: string,
): Promise<{ method: CounterMethod; name: string }[]> {
  return inMerchant(db, merchantId, async (tx) => {
    const chosen = (await listDefaults(tx)).some(({ method }) => method === 'wechat-codepay')
    const found: { method: CounterMethod; name: string }[] = []
    for (const method of counterMethods) {
      if (method === (chosen ? 'wechat-barcode' : 'wechat-codepay')) continue
      if ((await routesFor(tx, method)).length > 0) found.push({ method, name: names[method] })
    }
    return found
  })
}
