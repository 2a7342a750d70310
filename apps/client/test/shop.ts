import type { Reply } from './mini-program.ts'

/** What our server would answer to one customer who buys one card; shapes as in packages/contract. */
const id = (last: number) => `0190a000-0000-7000-8000-${String(last).padStart(12, '0')}`

export const shopCode = 'SWIM01'
export const orderId = id(90)

export const product = {
  id: id(1),
  shape: 'bundle',
  sells: 'card',
  name: '游泳十次卡',
  category: '游泳',
  description: '十次游泳，送两次滑冰',
  priceFen: 39_900,
  listValueFen: 53_000,
  unit: '张',
  state: 'listed',
  imageUrls: [],
  cardTypeId: id(50),
  cardTypeName: '次卡',
  items: [
    {
      kind: 'visits',
      productId: id(3),
      productName: '成人游泳',
      visits: 10,
      valueFen: 0,
      gift: false,
      computedFen: 39_900,
    },
  ],
  stockLeft: null,
  sold: 0,
  hiddenOnIos: false,
  byExpress: false,
  position: 1,
  updatedAt: '2026-11-20T01:00:00Z',
}

const shop = {
  code: shopCode,
  name: '蓝鲸游泳俱乐部',
  typeCode: 'sport',
  typeName: '运动健身',
  notice: '冬季恒温',
  phone: '',
  themeColor: '#0F7B6C',
  coverUrl: null,
  address: '',
  apps: [],
  templates: [{ event: 'order.paid', templateId: 'template-paid' }],
}

const line = {
  id: id(91),
  kind: 'card-open',
  productId: product.id,
  name: product.name,
  quantity: 1,
  unitPriceFen: 39_900,
  amountFen: 39_900,
  cardId: null as string | null,
  cardNumber: null,
}

function order(state: 'pending' | 'completed') {
  const paid = state === 'completed'
  return {
    id: orderId,
    number: '202611200001',
    source: 'customer-app',
    state,
    customerId: id(80),
    customerName: '林晓',
    customerMobile: '138****0001',
    sellerName: null,
    storeName: null,
    title: product.name,
    totalFen: 39_900,
    paidFen: paid ? 39_900 : 0,
    refundedFen: 0,
    tender: paid ? 'wechat-pay' : null,
    createdAt: '2026-11-20T02:10:00Z',
    paidAt: paid ? '2026-11-20T02:11:00Z' : null,
    expiresAt: '2026-11-20T02:40:00Z',
    lines: [{ ...line, cardId: paid ? id(70) : null }],
    shipping: null,
    attempts: [],
    refunds: [],
    events: [],
  }
}

export const credential = {
  kind: 'wechat-jsapi',
  appId: 'wx0000000000000001',
  timeStamp: '1795140660',
  nonceStr: 'a1b2c3',
  package: 'prepay_id=wx201234',
  signType: 'RSA',
  paySign: 'c2lnbmVk',
}

/** `paidAfter`: how many times the app asks before the channel has told our server. */
export function server(paidAfter: number) {
  let asked = 0
  const ask = () => order(asked++ < paidAfter ? 'pending' : 'completed')
  const answers: [string, RegExp, () => unknown][] = [
    ['GET', /\/shops\/SWIM01$/, () => shop],
    ['GET', /\/products$/, () => ({ items: [product], nextCursor: null })],
    ['GET', /\/products\/[^/]+$/, () => product],
    [
      'POST',
      /\/session\/mini-program$/,
      () => ({ token: 'token-1', me: { name: '林晓', mobile: null, knownBy: [] } }),
    ],
    ['GET', /\/payment-methods$/, () => ({ items: [{ method: 'wechat-mini-program', name: '微信支付' }] })],
    ['POST', /\/orders$/, () => order('pending')],
    ['POST', /\/payments$/, () => ({ attemptId: id(92), credential, expiresAt: '2026-11-20T03:00:00Z' })],
    ['POST', /\/payment-check$/, ask],
    ['GET', /\/orders\/[^/]+$/, ask],
    ['POST', /\/message-grants$/, () => ({ done: true })],
  ]
  return (request: { url: string; method: string }): Reply => {
    const path = new URL(request.url).pathname
    const found = answers.find(([method, pattern]) => method === request.method && pattern.test(path))
    if (found === undefined)
      return { status: 404, body: { code: 'http.not_found', message: path, requestId: 'r' } }
    return { body: found[2]() }
  }
}
