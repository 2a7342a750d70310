import { parseAlipayTime } from '../clock.ts'
import { messagePage } from '../cashier/pages.ts'
import { html, redirect } from '../listen.ts'
import type { Answer, Incoming, Outgoing } from '../listen.ts'
import { spoil } from '../world.ts'
import type { World } from '../world.ts'
import { findApp } from './apps.ts'
import type { AlipayApp } from './apps.ts'
import { certificateSerial, checkCertificates } from './certificates.ts'
import { cancel, payByCode } from './code-payments.ts'
import { askForBill, downloadBill } from './bills.ts'
import { authorizePage, exchangeCode, shareUser } from './login.ts'
import { openTrade } from './orders.ts'
import { GatewayRefusal, invalid, missing, unavailable } from './refusal.ts'
import { isSigned, sign, signText } from './signing.ts'
import type { Params } from './signing.ts'
import { close, create, precreate, query, queryRefund, refund } from './trade-calls.ts'
import type { Content, GatewayCall } from './trade-calls.ts'
import type { AlipayTrade } from './trades.ts'
import { queryTransfer, transfer } from './transfers.ts'

type Operation = { on: string; run(call: GatewayCall): Content | Promise<Content> }

const operations = new Map<string, Operation>([
  ['alipay.trade.create', { on: 'create', run: create }],
  ['alipay.trade.precreate', { on: 'create', run: precreate }],
  ['alipay.trade.pay', { on: 'barcode', run: payByCode }],
  ['alipay.trade.cancel', { on: 'reverse', run: cancel }],
  ['alipay.trade.query', { on: 'query', run: query }],
  ['alipay.trade.close', { on: 'close', run: close }],
  ['alipay.trade.refund', { on: 'refund', run: refund }],
  ['alipay.trade.fastpay.refund.query', { on: 'query-refund', run: queryRefund }],
  ['alipay.fund.trans.uni.transfer', { on: 'transfer', run: transfer }],
  ['alipay.fund.trans.common.query', { on: 'query-transfer', run: queryTransfer }],
  ['alipay.data.dataservice.bill.downloadurl.query', { on: 'bill', run: askForBill }],
  ['alipay.system.oauth.token', { on: 'token', run: exchangeCode }],
  ['alipay.user.info.share', { on: 'query-user', run: shareUser }],
])
const pages = ['alipay.trade.wap.pay', 'alipay.trade.page.pay']

export async function alipay(world: World, incoming: Incoming): Promise<Answer> {
  if (incoming.path === '/oauth2/publicAppAuthorize.htm') return authorizePage(world, incoming)
  if (incoming.path === '/downloadBillFile.resource') return downloadBill(world, incoming)
  if (incoming.path !== '/gateway.do') return { status: 404 }
  if (incoming.method !== 'GET' && incoming.method !== 'POST') return { status: 405 }
  const params: Params = Object.fromEntries([...incoming.query, ...new URLSearchParams(incoming.body)])
  if (pages.includes(params['method'] ?? '')) return openCashier(world, params)
  return gateway(world, params)
}

async function gateway(world: World, params: Params): Promise<Answer> {
  const method = params['method'] ?? ''
  let app: AlipayApp | undefined
  try {
    app = appOf(world, params)
    checkSigned(world, app, params)
    const operation = operations.get(method)
    if (operation === undefined) throw invalid('isv.invalid-method', '不存在的方法名')
    const occasion = { provider: 'alipay', merchant: app.appId, on: operation.on } as const
    if (world.faults.take('rate-limit', occasion) !== undefined) {
      return { status: 429, headers: { 'content-type': 'text/html' }, body: 'Too Many Requests' }
    }
    const biz = readContent(params)
    const content = await operation.run({ world, app, params, biz })
    const answer = written(method, content, app)
    const failure = written(method, unavailable().content(), app)
    return await spoil(world, occasion, answer, () => failure)
  } catch (error) {
    if (!(error instanceof GatewayRefusal)) throw error
    return written(isNamed(method, error) ? method : undefined, error.content(), app)
  }
}

/** Some failures are not the method's own and come under `error_response`. */
const isNamed = (method: string, error: GatewayRefusal): boolean =>
  operations.has(method) && error.subCode !== 'isv.invalid-app-id' && method !== 'alipay.system.oauth.token'

function appOf(world: World, params: Params): AlipayApp {
  const appId = params['app_id'] ?? ''
  if (appId === '') throw missing('isv.missing-app-id', '缺少AppID参数')
  const app = findApp(world, appId)
  if (app === undefined) throw invalid('isv.invalid-app-id', '无效的AppID参数')
  return app
}

const tenMinutes = 600

function checkSigned(world: World, app: AlipayApp, params: Params): void {
  const required = ['method', 'timestamp', 'version', 'charset', 'sign_type']
  for (const name of required) {
    if ((params[name] ?? '') === '') throw missing(`isv.missing-${name.replace('_', '-')}`, `缺少${name}参数`)
  }
  if ((params['sign'] ?? '') === '') throw missing('isv.missing-signature', '缺少签名参数')
  if (params['sign_type'] !== 'RSA2') throw invalid('isv.invalid-signature-type', '无效的签名类型')
  const text = signText(params, ['sign'])
  if (!isSigned(text, params['sign'] ?? '', app.appPublicKeyPem)) {
    const hint = '验签出错，建议检查签名字符串或签名私钥与应用公钥是否匹配，网关生成的验签字符串为：'
    throw invalid('isv.invalid-signature', hint + text.replaceAll('&', '&amp;'))
  }
  const at = parseAlipayTime(params['timestamp'] ?? '')
  if (at === undefined || !world.clock.isFresh(at, tenMinutes)) {
    throw invalid('isv.invalid-timestamp', '非法的时间戳参数')
  }
  checkCertificates(app, params)
}

function readContent(params: Params): Record<string, unknown> {
  try {
    const biz: unknown = JSON.parse(params['biz_content'] ?? '{}')
    if (typeof biz === 'object' && biz !== null && !Array.isArray(biz)) return biz as Record<string, unknown>
  } catch {
    // Refused below, like JSON that is not an object.
  }
  throw invalid('isv.invalid-parameter', '参数无效：biz_content')
}

/** The signature is over the inner object exactly as written. Nobody can sign for an app that is not known. */
function written(method: string | undefined, content: Content, app: AlipayApp | undefined): Outgoing {
  const key = method === undefined ? 'error_response' : `${method.replaceAll('.', '_')}_response`
  const inner = JSON.stringify(content).replaceAll('/', '\\/')
  const signature = app === undefined ? '' : `,"sign":"${sign(inner, app.alipayPrivateKeyPem)}"`
  const serial = app?.isCertified === true ? `,"alipay_cert_sn":"${certificateSerial(app, 'alipay')}"` : ''
  return {
    status: 200,
    headers: { 'content-type': 'text/html;charset=utf-8' },
    body: `{"${key}":${inner}${serial}${signature}}`,
  }
}

/** What an app hands to the customer's Alipay: the trade exists from now on. */
export function openSigned(world: World, params: Params): AlipayTrade {
  const app = appOf(world, params)
  checkSigned(world, app, params)
  return openTrade(world, app, params, readContent(params))
}

/** The browser comes here; from now on the trade exists, and not before. */
function openCashier(world: World, params: Params): Outgoing {
  try {
    const trade = openSigned(world, params)
    return redirect(`${world.urls.panel}/cashier/alipay/trade?trade_no=${trade.tradeNo}`)
  } catch (error) {
    if (!(error instanceof GatewayRefusal)) throw error
    const text = `${error.message.slice(0, 120)}（${error.subCode}）`
    return html(messagePage({ tone: 'alipay', title: '订单信息有误', text }), 200)
  }
}
