import { makeStatement } from '../src/flows/settlement/make-statement.ts'
import { confirmStatement } from '../src/flows/settlement/confirm-statement.ts'
import { requestWithdrawal } from '../src/flows/withdrawals/request-withdrawal.ts'
import { saveBankAccount } from '../src/flows/withdrawals/save-bank-account.ts'
import { businessDay, startOfBusinessDay } from '../src/kernel/clock.ts'
import { applyPayment } from '../src/lines/pipeline.ts'
import { channel } from '../src/modules/chart/index.ts'
import { lockOrder } from '../src/modules/order/index.ts'
import { lockDay, markDay } from '../src/modules/reconciliation/index.ts'
import { dayAfter, saveTerms, termsOf } from '../src/modules/settlement/index.ts'
import type { TestDatabase } from './database.ts'
import { look, newKey } from './world.ts'
import type { World } from './world.ts'

/** Money over a channel without the channel, bills that agree without a bill: what settlement rests on. */
export function settleStage(db: TestDatabase, w: World) {
  const channelAccountId = db.newId()
  const by = (key = newKey()) => ({ ...w.by(key), name: '王财务', staffId: w.staffId })
  const { sell, payOver } = salesOver(w, channelAccountId)

  /** The bills of these days agree with the books. */
  const reconcile = (...days: string[]) =>
    w.within(async (tx) => {
      for (const day of days) await markDay(tx, await lockDay(tx, { channelAccountId, day }), 'matched')
    })
  const today = () => businessDay(db.clock.now())
  /** Two in the morning of the day after. */
  const passDay = (days = 1) => {
    const midnight = startOfBusinessDay(dayAfter(today(), days))
    db.clock.set(new Date(midnight.getTime() + 2 * 3_600_000))
  }
  const make = () => makeStatement(db, { merchantId: w.merchantId })
  const statements = () =>
    look<StatementRow>(
      db,
      'select id, number, state from settlement_statement where merchant_id = $1 order by last_day',
      [w.merchantId],
    )
  const confirm = (statementId: string) =>
    confirmStatement(db, { ...w.by(), staffId: w.staffId, statementId })

  const bankAccount = (number = '6222020200112233445') =>
    saveBankAccount(w.tools, { ...w.by(), staffId: w.staffId, holder: '王老板', bank: '杭州银行', number })
  const withdraw = (amountFen: number, key = newKey()) => requestWithdrawal(db, { ...by(key), amountFen })

  /** So much is earned, reconciled, stated and confirmed: it can be withdrawn. */
  const earn = async (amountFen: number) => {
    await w.within(async (tx) => saveTerms(tx, { ...(await termsOf(tx)), period: 'day' }))
    await sell(amountFen)
    await reconcile(today())
    passDay()
    await make()
    await confirm((await statements()).at(-1)!.id)
  }
  const money = { sell, payOver, reconcile, bankAccount, withdraw, earn }
  return { ...money, today, passDay, make, statements, confirm }
}

type StatementRow = { id: string; number: string; state: string }

function salesOver(w: World, channelAccountId: string) {
  const payOver = (orderId: string, custody: 'operator' | 'own' = 'operator') =>
    w.within(async (tx) =>
      applyPayment(tx, await lockOrder(tx, orderId), {
        tender: 'wechat-pay',
        receivedInto: channel(channelAccountId),
        custody,
        actor: w.actor,
        sourceKey: `test:${orderId}`,
        vault: w.vault,
      }),
    )
  /** One walk-in visit, paid over the number of whoever has the custody. */
  const sell = async (priceFen: number, custody: 'operator' | 'own' = 'operator') => {
    const productId = await w.single(priceFen)
    const orderId = await w.place({ lines: [{ kind: 'visit', productId, quantity: 1 }] })
    await payOver(orderId, custody)
    return orderId
  }
  return { sell, payOver }
}
