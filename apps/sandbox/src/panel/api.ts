import { faultNames, faultsOf, providers } from '../faults.ts'
import type { FaultName } from '../faults.ts'
import { latestShortMessages, shortMessagesTo } from '../sms/server.ts'
import { latestGrants, latestMessages } from '../wechat-open/messages.ts'
import { latestShipping } from '../wechat-open/shipping.ts'
import { routes } from '../routes.ts'
import type { World } from '../world.ts'
import * as accounts from './accounts-api.ts'
import { Wrong, oneOf, optionalCount, optionalText } from './asked.ts'
import type { Asked } from './asked.ts'
import * as codes from './payment-codes-api.ts'
import * as bills from './bills-api.ts'
import * as sharing from './sharing-api.ts'
import * as trades from './trades-api.ts'
import * as transfers from './transfers-api.ts'

/** `asked` is the body of a POST or PUT and the query of a GET. */
export type ApiCall = (world: World, asked: Asked, params: Record<string, string>) => unknown

function putClock(world: World, asked: Asked): unknown {
  const now = optionalText(asked, 'now')
  if (now !== undefined && Number.isNaN(Date.parse(now))) throw new Wrong('now is not a time')
  world.clock.set(now === undefined ? null : new Date(now))
  return getClock(world)
}

const getClock = (world: World): unknown => ({
  now: world.clock.now().toISOString(),
  isSet: world.clock.isSet(),
})

function putFault(world: World, asked: Asked): unknown {
  const provider = oneOf(asked, 'provider', providers)
  const fault = oneOf(asked, 'fault', Object.keys(faultNames) as FaultName[])
  if (!faultsOf[provider].includes(fault)) throw new Wrong(`${provider} has no fault ${fault}`)
  const merchant = optionalText(asked, 'merchant')
  const on = optionalText(asked, 'on')
  const count = optionalCount(asked, 'count')
  const milliseconds = optionalCount(asked, 'milliseconds')
  world.faults.put({
    provider,
    fault,
    ...(merchant === undefined ? {} : { merchant }),
    ...(on === undefined ? {} : { on }),
    ...(count === undefined ? {} : { count }),
    ...(milliseconds === undefined ? {} : { milliseconds }),
  })
  return getFaults(world)
}

const getFaults = (world: World): unknown => ({ items: world.faults.list() })

function getSms(world: World, asked: Asked): unknown {
  const mobile = optionalText(asked, 'mobile')
  return {
    items:
      mobile === undefined ? latestShortMessages(world, 100) : shortMessagesTo(world, mobile).slice(0, 100),
  }
}

function getNotices(world: World, asked: Asked): unknown {
  const wanted = optionalText(asked, 'outTradeNo')
  const notices = world.deliveries.latest(wanted === undefined ? 200 : 5000)
  return { items: notices.filter(({ outTradeNo }) => wanted === undefined || outTradeNo === wanted) }
}

function getMessages(world: World, asked: Asked): unknown {
  const mobile = optionalText(asked, 'mobile')
  const messages = latestMessages(world, mobile === undefined ? 200 : 5000)
  return { items: messages.filter((each) => mobile === undefined || each.mobile === mobile) }
}

async function postResend(world: World, _asked: Asked, params: Record<string, string>): Promise<unknown> {
  await world.deliveries.resend(params['id'] ?? '')
  return {}
}

export const api = routes<ApiCall>({
  'POST /api/wechat-pay/merchants': accounts.postMerchant,
  'GET /api/wechat-pay/merchants': accounts.getMerchants,
  'POST /api/wechat-pay/certificate-rotations': accounts.postRotation,
  'POST /api/wechat-pay/jsapi-pay': trades.postJsapiPay,
  'POST /api/wechat-pay/app-pay': trades.postWechatAppPay,
  'POST /api/wechat-open/apps': accounts.postOpenApp,
  'GET /api/wechat-open/apps': accounts.getOpenApps,
  'POST /api/wechat-open/login-codes': (world, asked) => accounts.postOpenCode(world, asked, 'login'),
  'POST /api/wechat-open/phone-codes': (world, asked) => accounts.postOpenCode(world, asked, 'phone'),
  'POST /api/wechat-open/grants': accounts.postGrant,
  'GET /api/wechat-open/grants': (world) => ({ items: latestGrants(world, 200) }),
  'GET /api/wechat-open/shipping': (world) => ({ items: latestShipping(world, 200) }),
  'POST /api/alipay/apps': accounts.postAlipayApp,
  'GET /api/alipay/apps': accounts.getAlipayApps,
  'POST /api/alipay/auth-codes': accounts.postAlipayCode,
  'POST /api/alipay/trade-pay': trades.postTradePay,
  'POST /api/alipay/app-pay': trades.postAppPay,
  'POST /api/payment-codes': codes.postPaymentCode,
  'POST /api/people': accounts.postPerson,
  'GET /api/people': accounts.getPeople,
  'GET /api/identity': accounts.getIdentity,
  'GET /api/sms': getSms,
  'GET /api/messages': getMessages,
  'GET /api/trades': trades.getTrades,
  'GET /api/refunds': trades.getRefunds,
  'POST /api/refunds/end': trades.postRefundEnd,
  'GET /api/sharing': sharing.getSharing,
  'PUT /api/sharing/addresses': sharing.putSharingAddress,
  'POST /api/sharing/end': sharing.postSharingEnd,
  'GET /api/transfers': transfers.getTransfers,
  'POST /api/transfers/confirm': transfers.postTransferConfirm,
  'POST /api/transfers/expire': transfers.postTransferExpire,
  'POST /api/transfers/end': transfers.postTransferEnd,
  'GET /api/bills': bills.getBill,
  'POST /api/bills/changes': bills.postChange,
  'DELETE /api/bills/changes': bills.deleteChanges,
  'POST /api/bills/console-refunds': bills.postConsoleRefund,
  'POST /api/bills/console-payments': bills.postConsolePayment,
  'POST /api/bills/trades': bills.postTrades,
  'GET /api/notices': getNotices,
  'POST /api/notices/:id/resend': postResend,
  'POST /api/pay': trades.postPay,
  'GET /api/clock': getClock,
  'PUT /api/clock': putClock,
  'GET /api/faults': getFaults,
  'PUT /api/faults': putFault,
  'DELETE /api/faults': (world) => {
    world.faults.clear()
    return { items: [] }
  },
})
