import { randomBytes, randomInt } from 'node:crypto'
import { approvePayouts } from '../../src/flows/payouts/approve-payouts.ts'
import { enterPayable } from '../../src/flows/payouts/enter-payable.ts'
import { requestPayouts } from '../../src/flows/payouts/request-payouts.ts'
import type { RequestPayouts } from '../../src/flows/payouts/request-payouts.ts'
import { reviewPayable } from '../../src/flows/payouts/review-payable.ts'
import { inGlobal } from '../../src/kernel/db.ts'
import { postAll } from '../../src/ledger/index.ts'
import type { Transfer } from '../../src/ledger/index.ts'
import {
  channel,
  commissionCost,
  commissionPayable,
  commissionPaying,
  merchantAvailable,
  merchantOwnHands,
} from '../../src/modules/chart/index.ts'
import { identityOf, personOfMobile } from '../../src/modules/person/index.ts'
import { insertIdentity } from '../../src/modules/person/identities.ts'
import { hire } from '../../src/modules/staff/index.ts'
import type { TestDatabase } from '../database.ts'
import { apps, payShop } from '../pay-stage.ts'
import type { PayShopOptions, PayStage, Shop } from '../pay-stage.ts'
import { look, newKey } from '../world.ts'

export type PayoutShop = Awaited<ReturnType<typeof payoutShop>>

/** A merchant with ¥1,000 of its own, finance, a boss who approves, and builders for who is paid. */
export async function payoutShop(
  stage: PayStage,
  db: TestDatabase,
  { availableFen = 1000_00n, ...options }: PayShopOptions & { availableFen?: bigint } = {},
) {
  const shop = await payShop(stage, db, options)
  const { merchantId, within } = shop
  const boss = await shop.staff('李老板')
  const byBoss = () => ({ merchantId, key: newKey(), actor: { kind: 'staff' as const, id: boss } })
  await within((tx) => postAll(tx, earned(shop, availableFen)))
  const base = { stage, db, shop, byBoss }
  return { ...shop, boss, byBoss, ...askingOf(base), ...lookingOf(base) }
}

type Base = { stage: PayStage; db: TestDatabase; shop: Shop; byBoss: () => ReturnType<Shop['by']> }

const earned = ({ wechatId, merchantId }: Shop, amount: bigint): Transfer[] => [
  {
    key: 'earned',
    debit: channel(wechatId),
    credit: merchantAvailable(),
    amount,
    kind: 'test',
    subjectKind: 'test',
    subjectId: merchantId,
  },
]

function askingOf(base: Base) {
  const { stage, db, shop, byBoss } = base
  const payee = payeeOf(base)
  const owe = async (staffId: string, amountFen: number, { review = true } = {}) => {
    const said = { staffId, kind: 'commission' as const, amountFen, reason: '三月佣金' }
    const { payableId } = await enterPayable(db, { ...shop.by(), ...said })
    if (review) await reviewPayable(db, { ...byBoss(), payableId, approve: true, note: '' })
    return payableId
  }
  const request = (items: RequestPayouts['items'], change: Partial<RequestPayouts> = {}) =>
    requestPayouts(shop.tools, {
      ...shop.by(),
      provider: 'wechat-pay',
      scene: 'commission',
      remark: '三月佣金',
      items,
      ...change,
    })
  const approve = (payoutIds: readonly string[], key = newKey()) =>
    approvePayouts(db, { ...byBoss(), key, payoutIds })

  /** Owed, asked for and approved, and whatever is due has run. */
  const sent = async (name: string, amountFen: number) => {
    const { staffId } = await payee(name)
    await owe(staffId, amountFen)
    const { payoutIds } = await request([{ staffId, amountFen }])
    await approve(payoutIds)
    await stage.runJobs()
    return { staffId, payoutId: payoutIds[0]! }
  }
  return { payee, owe, request, approve, sent }
}

/** A person of staff whom the apps have met. */
function payeeOf({ stage, db, shop: { vault, within } }: Base) {
  return async (name: string, { met = [apps.mini] }: { met?: readonly string[] } = {}) => {
    const mobile = `137${randomInt(10_000_000, 100_000_000)}`
    const mobileSealed = vault.seal(mobile, 'mobile')
    const loginName = `p${randomBytes(6).toString('hex')}`
    const staffId = await within((tx) =>
      hire(tx, { loginName, passwordHash: '-', mustChange: false, name, mobileSealed, roleIds: [] }),
    )
    await stage.control('POST', '/api/people', { name, mobile })
    for (const appId of met) {
      const path = `/api/identity?appId=${appId}&person=${mobile}`
      const { openid: openId } = await stage.control<{ openid: string }>('GET', path)
      const provider = appId.startsWith('wx') ? ('wechat' as const) : ('alipay' as const)
      const identity = identityOf(vault, { provider, appId, subject: { openId } })
      await inGlobal(db, async (tx) => {
        const sealed = vault.seal(mobile, 'mobile')
        const personId = await personOfMobile(tx, { fingerprint: vault.fingerprint(mobile), sealed })
        await insertIdentity(tx, personId, identity)
      })
    }
    return { staffId, mobile }
  }
}

function lookingOf({ stage, db, shop }: Base) {
  const payout = async (id: string) => {
    const [row] = await look<PayoutRow>(
      db,
      `select id, state, problem, out_bill_no as "outBillNo", polls, package_sealed is not null as "hasPackage"
       from payout where id = $1`,
      [id],
    )
    return row!
  }
  return {
    payout,
    confirm: async (payoutId: string) => {
      const { outBillNo } = await payout(payoutId)
      await stage.control('POST', '/api/transfers/confirm', { outBillNo })
    },
    /** How often the channel has it. */
    atChannel: async (payoutId: string) => {
      const { outBillNo } = await payout(payoutId)
      const path = `/api/transfers?outBillNo=${outBillNo}`
      return (await stage.control<{ items: { state?: string; packageInfo?: string }[] }>('GET', path)).items
    },
    /** Where the money of one person is. */
    books: async (staffId: string) => ({
      payable: await shop.balance(commissionPayable(staffId)),
      paying: await shop.balance(commissionPaying(staffId)),
      cost: await shop.balance(commissionCost()),
      available: await shop.balance(merchantAvailable()),
      ownHands: await shop.balance(merchantOwnHands()),
      channel: await shop.balance(channel(shop.wechatId)),
    }),
  }
}

type PayoutRow = {
  id: string
  state: string
  problem: string | null
  outBillNo: string
  polls: number
  hasPackage: boolean
}
