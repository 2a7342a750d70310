import { enterByMiniProgram } from '../../exchanges/enter-by-wechat.ts'
import { sendOneTimeCode } from '../../exchanges/send-one-time-code.ts'
import { renamePerson } from '../../flows/access/describe-customer.ts'
import { enterByMobile } from '../../flows/access/enter.ts'
import { findCaller } from '../../flows/access/find-caller.ts'
import { registerCustomer } from '../../flows/access/register-customer.ts'
import { visitShop } from '../../flows/access/visit-shop.ts'
import { grantMessages } from '../../flows/messages/grant-messages.ts'
import type { Compose } from '../../http/compose.ts'
import type { Identity } from './names.ts'
import { count } from './shop.ts'
import type { Customer, Shop } from './shop.ts'

/** Somebody comes for the first time, by one of the three ways in. */
export async function arrive(shop: Shop, identity: Identity, way: Customer['way']): Promise<Customer> {
  const known = way === 'counter' ? await register(shop, identity) : await enter(shop, identity, way)
  const customer = { ...identity, way, ...known, consents: 0, cards: [] }
  shop.customers.push(customer)
  count(shop, `arrived by ${way}`)
  if (way === 'mini-program') await consent(shop, customer)
  return customer
}

type Known = Pick<Customer, 'customerId' | 'personId'>

async function register(shop: Shop, { name, mobile }: Identity): Promise<Known> {
  const caller = shop.dice.pick(shop.cashiers)
  const { customerId } = await registerCustomer(shop.parts, { key: shop.key(), caller, mobile, name })
  return { customerId, personId: undefined }
}

async function enter(shop: Shop, identity: Identity, way: 'mobile' | 'mini-program'): Promise<Known> {
  const { merchantId } = shop
  const { name } = identity
  return shop.world.atChannels(shop.clock.now(), async (outside) => {
    await shop.world.sandbox.post('/api/people', identity)
    const { token } = await (way === 'mobile'
      ? enterWithCode(shop, outside, identity)
      : enterApp(shop, outside, identity))
    const caller = await findCaller(outside.db, 'customer', token)
    if (caller?.kind !== 'customer') throw new Error(`${name} could not come in`)
    await renamePerson(outside, { caller, name })
    const { personId } = caller
    return { customerId: await visitShop(outside, { merchantId, personId }), personId }
  })
}

const visit = { ip: '127.0.0.1', agent: 'demo' }

async function enterWithCode(shop: Shop, outside: Compose, { mobile }: Identity) {
  await sendOneTimeCode(outside, { mobile })
  const sent = await shop.world.sandbox.get<{ items: { code: string }[] }>(`/api/sms?mobile=${mobile}`)
  return enterByMobile(outside, { mobile, code: sent.items[0]!.code, ...visit })
}

async function enterApp(shop: Shop, outside: Compose, { mobile }: Identity) {
  const { sandbox } = shop.world
  const appId = shop.apps.miniProgramId
  const person = { appId, person: mobile }
  const { code } = await sandbox.post<{ code: string }>('/api/wechat-open/login-codes', person)
  const phone = await sandbox.post<{ code: string }>('/api/wechat-open/phone-codes', person)
  return enterByMiniProgram(outside, {
    merchantId: shop.merchantId,
    appId,
    code,
    phoneCode: phone.code,
    ...visit,
  })
}

const consents = 3

/** "总是保持以上选择": the customer agrees to a few messages of each kind, to WeChat and so to us. */
async function consent(shop: Shop, customer: Customer): Promise<void> {
  const { apps, merchantId, parts, world } = shop
  const appId = apps.miniProgramId
  for (const templateId of apps.templateIds) {
    const grant = { appId, person: customer.mobile, templateId, count: consents }
    await world.sandbox.post('/api/wechat-open/grants', grant)
  }
  const actor = { kind: 'customer' as const, id: customer.personId! }
  const { customerId } = customer
  for (let times = 0; times < consents; times++)
    await grantMessages(parts.db, {
      merchantId,
      key: shop.key(),
      actor,
      customerId,
      appId,
      templateIds: apps.templateIds,
    })
  customer.consents = consents
}
