import { reconcileDay } from '../../exchanges/reconcile-day.ts'
import { confirmStatement } from '../../flows/settlement/confirm-statement.ts'
import { editTerms } from '../../flows/settlement/edit-terms.ts'
import { makeStatement } from '../../flows/settlement/make-statement.ts'
import { readOutlook } from '../../flows/settlement/read-outlook.ts'
import { readFunds } from '../../flows/withdrawals/read-funds.ts'
import { requestWithdrawal } from '../../flows/withdrawals/request-withdrawal.ts'
import { approveWithdrawal } from '../../flows/withdrawals/review-withdrawal.ts'
import { saveBankAccount } from '../../flows/withdrawals/save-bank-account.ts'
import { finishTransfer, startTransfer } from '../../flows/withdrawals/transfer-withdrawal.ts'
import { businessDay, startOfBusinessDay } from '../../kernel/clock.ts'
import { inMerchant } from '../../kernel/db.ts'
import { fen } from '../../kernel/money.ts'
import { actorOf } from '../../modules/access/index.ts'
import type { StaffCaller } from '../../modules/access/index.ts'
import { listChannelAccounts } from '../../modules/channel-account/index.ts'
import { dayAfter, lastDayOf, lastStatement } from '../../modules/settlement/index.ts'
import { lockWithdrawal } from '../../modules/withdrawal/index.ts'
import type { Agenda } from './agenda.ts'
import { dayMilliseconds } from './days.ts'
import { by, count, minutes } from './shop.ts'
import type { Shop } from './shop.ts'

export type Settling = {
  first: Date
  /** The beginning of the last day, which is today. */
  last: Date
  /** Two of the operator: each withdrawal that is reviewed needs both. */
  reviewers: readonly [StaffCaller, StaffCaller]
}

const fewDays = 14

/** Whose bills are fetched: the others of the operator's show what a statement waits for. */
const isReconciled = ({ plan }: Shop): boolean => plan.custody === 'own' || plan.typeCode === 'e-bike'

/** Each period ends in a statement, once the bills of its days have come; the newest waits for somebody. */
export function planSettlement(shop: Shop, agenda: Agenda, settling: Settling): void {
  const { first, last } = settling
  const period = last.getTime() - first.getTime() < fewDays * dayMilliseconds ? 'day' : 'week'
  const terms = { period, feeBasisPoints: 60, reviewAboveFen: fen(0) } as const
  agenda.add({
    at: new Date(first.getTime() + minutes(6 * 60)),
    what: '结算条款',
    run: () =>
      editTerms(shop.parts.db, { ...by(shop, settling.reviewers[0]), merchantId: shop.merchantId, terms }),
  })
  const ends: string[] = []
  for (
    let day = businessDay(first);
    dayAfter(lastDayOf(day, period)) <= businessDay(last);
    day = dayAfter(ends.at(-1)!)
  )
    ends.push(lastDayOf(day, period))
  if (!isReconciled(shop)) return
  for (const [index, end] of ends.entries()) {
    const isLast = index === ends.length - 1
    // Bills come by ten in the morning of the day after.
    const at = new Date(startOfBusinessDay(dayAfter(end)).getTime() + minutes(11 * 60 + 5))
    agenda.add({ at, what: '结算', run: () => settle(shop, settling, { isLast }) })
  }
}

async function settle(shop: Shop, settling: Settling, { isLast }: { isLast: boolean }): Promise<void> {
  const { parts, merchantId, owner, plan } = shop
  if (plan.custody === 'operator') await reconcile(shop)
  const made = await makeStatement(parts.db, { merchantId })
  if (made !== 'made') return
  count(shop, 'statements made')
  if (isLast && plan.custody === 'own') return
  const statement = await inMerchant(parts.db, merchantId, lastStatement)
  const { staffId } = owner
  await confirmStatement(parts.db, { ...by(shop, owner), staffId, statementId: statement!.id })
  if (plan.custody === 'operator') await withdraw(shop, settling, { isLast })
}

/** The bills of the period's days, account by account. */
async function reconcile({ world, merchantId, parts, clock }: Shop): Promise<void> {
  const { next } = await readOutlook(parts.db, merchantId)
  if (!next) return
  await world.atChannels(clock.now(), async (outside) => {
    for (const { id: channelAccountId } of await inMerchant(outside.db, merchantId, listChannelAccounts))
      for (let day = next.firstDay; day <= next.lastDay; day = dayAfter(day))
        await reconcileDay(outside, { merchantId, channelAccountId, day, askedBy: 'demo' })
  })
}

const account = { bank: '杭州联合农商银行', number: '6228580199008877665' }

/** Most of what was confirmed; the newest waits for the operator's second person. */
async function withdraw(shop: Shop, { reviewers }: Settling, { isLast }: { isLast: boolean }): Promise<void> {
  const { parts, merchantId, owner, plan } = shop
  const { db } = parts
  const { withdrawableFen, bankAccount } = await readFunds(db, merchantId)
  const amountFen = Math.floor(Number(withdrawableFen) / 100 / 1.25) * 100
  if (amountFen < 10_00) return
  const { staffId, name } = owner
  if (!bankAccount)
    await saveBankAccount(parts, { ...by(shop, owner), staffId, holder: plan.name, ...account })
  const { withdrawalId } = await requestWithdrawal(db, { ...by(shop, owner), staffId, name, amountFen })
  count(shop, 'withdrawals')
  const step = (who: StaffCaller) => ({
    merchantId,
    key: shop.key(),
    withdrawalId,
    actor: actorOf(who),
    name: who.name,
  })
  if (isLast) return
  const asked = await inMerchant(db, merchantId, (tx) => lockWithdrawal(tx, withdrawalId))
  for (const reviewer of reviewers.slice(0, asked.reviewers)) await approveWithdrawal(db, step(reviewer))
  const [cashier] = reviewers
  await startTransfer(db, step(cashier))
  const transferredOn = businessDay(db.clock.now())
  const reference = `CMB${transferredOn.replaceAll('-', '')}${String(shop.counts.withdrawals).padStart(4, '0')}`
  await finishTransfer(db, { ...step(cashier), reference, transferredOn })
}
