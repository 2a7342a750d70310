import { expect, test } from 'vitest'
import { randomFrom } from '../../../test/model/random.ts'
import { testDatabase } from '../../../test/database.ts'
import { settleStage } from '../../../test/settle-stage.ts'
import { look, newKey, world } from '../../../test/world.ts'
import { startOfBusinessDay } from '../../kernel/clock.ts'
import { inMerchant } from '../../kernel/db.ts'
import { fen } from '../../kernel/money.ts'
import { bank, merchantAvailable, operatorDue } from '../../modules/chart/index.ts'
import { dayAfter, lastDayOf } from '../../modules/settlement/index.ts'
import { transfersBetween } from '../../reports/books.ts'
import { statementView } from '../../reports/statement-detail.ts'
import { undoRedemption } from '../cards/undo-redemption.ts'
import { requestRefund } from '../payments/request-refund.ts'
import { collectFees } from './collect-fees.ts'
import { editTerms } from './edit-terms.ts'
import { readOutlook } from './read-outlook.ts'
import { statementSpan } from './statement-span.ts'

const db = await testDatabase()

async function stage(period: 'day' | 'week' | 'month' = 'day', feeBasisPoints = 0) {
  const w = await world(db)
  const s = settleStage(db, w)
  await editTerms(db, { ...w.by(), terms: { period, feeBasisPoints, reviewAboveFen: fen(0n) } })
  const view = (id: string) => w.within((tx) => statementView(tx, 'zh', id))
  return { ...w, ...s, view }
}

/** What the merchant's account and all principal held at the end of a day, added up from the first transfer on. */
async function ledgerAt(merchantId: string, day: string) {
  const [row] = await look<{ available: string; prepaid: string }>(
    db,
    `select coalesce(sum(case when c.code = 'merchant:available' then t.amount when d.code = 'merchant:available'
        then -t.amount end), 0) as available,
      coalesce(sum(case when c.code like 'card:%:principal:%' then t.amount else 0 end
        - case when d.code like 'card:%:principal:%' then t.amount else 0 end), 0) as prepaid
     from ledger_transfer t
     join ledger_account d on d.merchant_id = t.merchant_id and d.id = t.debit_account_id
     join ledger_account c on c.merchant_id = t.merchant_id and c.id = t.credit_account_id
     where t.merchant_id = $1 and d.unit = 'CNY' and t.created_at < $2`,
    [merchantId, startOfBusinessDay(dayAfter(day))],
  )
  return { available: BigInt(row!.available), prepaid: BigInt(row!.prepaid) }
}

test('periods end on Sunday, on the last day of the month, or at once', () => {
  expect(lastDayOf('2026-03-04', 'day')).toBe('2026-03-04')
  expect(lastDayOf('2026-03-04', 'week')).toBe('2026-03-08')
  expect(lastDayOf('2026-03-08', 'week')).toBe('2026-03-08')
  expect(lastDayOf('2026-02-10', 'month')).toBe('2026-02-28')
  expect(lastDayOf('2026-12-31', 'month')).toBe('2026-12-31')
  expect(dayAfter('2026-12-31')).toBe('2027-01-01')
})

test.each([1, 2, 3])(
  'on random days of world %i every statement is what the ledger says',
  { timeout: 60_000 },
  async (seed) => {
    const random = randomFrom(seed)
    const s = await stage('day', 60)
    const visit = await s.single(10_00)
    const bundle = await s.bundle(99_99, [
      { kind: 'visits', productId: visit, visits: 7, gift: false },
      { kind: 'stored-value', valueFen: 33_33, gift: false },
    ])
    const cards: string[] = []
    const buy = async () => {
      const orderId = await s.place({
        customerId: await s.customer(),
        lines: [{ kind: 'card-open', productId: bundle, quantity: 1 }],
      })
      if (random.below(3) === 0) await s.payCash(orderId)
      else await s.payOver(orderId, random.pick(['operator', 'own']))
      const [line] = await s.lines(orderId)
      cards.push(line!.cardId!)
    }
    const use = async () => {
      if (cards.length === 0) return buy()
      const used = await s
        .use(random.pick(cards), { kind: 'visits', productId: visit, visits: 1 })
        .catch(() => undefined)
      if (used && random.below(4) === 0)
        await undoRedemption(db, {
          ...s.by(),
          redemptionId: used.redemptionId,
          reason: '试',
        })
    }
    const sellBack = async () => {
      const productId = await s.single(1 + random.below(5000))
      const orderId = await s.place({ lines: [{ kind: 'visit', productId, quantity: 1 }] })
      await s.payCash(orderId)
      if (random.below(2))
        await requestRefund(db, { ...s.by(), staffId: s.staffId, orderId, reason: '退' }).catch(
          () => undefined,
        )
    }
    for (let day = 0; day < 3; day++) {
      for (let step = 0; step < 8; step++)
        await random.pick([
          buy,
          use,
          use,
          sellBack,
          () => s.sell(1 + random.below(90_000), random.pick(['operator', 'own'])),
        ])()
      await s.reconcile(s.today())
      s.passDay()
      expect(await s.make()).toBe('made')
      expect(await s.make()).toBe('not-over')
    }
    let opening = { available: 0n, prepaid: 0n }
    for (const { id } of await s.statements()) {
      const view = await s.view(id)
      const held = await ledgerAt(s.merchantId, view.lastDay)
      const sum = (lines: typeof view.lines) => lines.reduce((all, line) => all + line.changeFen, 0n)
      expect([view.openingFen, view.prepaid.openingFen]).toEqual([opening.available, opening.prepaid])
      expect([view.closingFen, view.prepaid.closingFen]).toEqual([held.available, held.prepaid])
      expect(view.openingFen + sum(view.lines)).toBe(held.available)
      expect(view.prepaid.openingFen + sum(view.prepaid.lines)).toBe(held.prepaid)
      opening = held
      await everyLineHasItsTransfers(s.merchantId, view)
    }
    await s.booksHold()
  },
)

async function everyLineHasItsTransfers(merchantId: string, view: Awaited<ReturnType<typeof statementView>>) {
  for (const { debit, credit, kind, changeFen, transfers } of [...view.lines, ...view.prepaid.lines]) {
    const { items } = await inMerchant(db, merchantId, async (tx) => {
      const span = await statementSpan(tx, view.id)
      return transfersBetween(tx, 'zh', { debit, credit, kind, span }, { limit: 200 })
    })
    expect(items).toHaveLength(Number(transfers))
    const total = items.reduce((sum, { amount }) => sum + BigInt(amount), 0n)
    expect(total).toBe(changeFen < 0n ? -changeFen : changeFen)
  }
}

test('the figures of a statement, one by one', async () => {
  const s = await stage('day', 100)
  await s.sell(100_00)
  await s.sell(50_00, 'own')
  const visit = await s.single(10_00)
  const bundle = await s.bundle(80_00, [{ kind: 'visits', productId: visit, visits: 8, gift: false }])
  const orderId = await s.place({
    customerId: await s.customer(),
    lines: [{ kind: 'card-open', productId: bundle, quantity: 1 }],
  })
  await s.payOver(orderId)
  const [line] = await s.lines(orderId)
  await s.use(line!.cardId!, { kind: 'visits', productId: visit, visits: 2 })
  await s.reconcile(s.today())
  s.passDay()
  await s.make()
  const [made] = await s.statements()
  const view = await s.view(made!.id)
  expect(view.figures).toEqual({
    salesFen: 230_00n,
    consumedFen: 20_00n,
    refundsFen: 0n,
    channelFeesFen: 0n,
    commissionFen: 0n,
    marginFen: 0n,
    operatorFeesFen: 0n,
    subsidiesFen: 0n,
    withdrawnFen: 0n,
  })
  expect(view).toMatchObject({ openingFen: 0n, closingFen: 120_00n, feeBaseFen: 180_00n, feeFen: 1_80n })
  expect(view.prepaid).toMatchObject({ openingFen: 0n, closingFen: 60_00n })
  expect(await s.balance(merchantAvailable())).toBe(118_20n)
})

test("the operator's fee is charged with the statement, shows in the next, and is collected once", async () => {
  const s = await stage('day', 100)
  await s.sell(100_00)
  await s.reconcile(s.today())
  s.passDay()
  const twins = await Promise.allSettled([s.make(), s.make(), s.make()])
  expect(twins.every(({ status }) => status === 'fulfilled')).toBe(true)
  expect(await s.statements()).toHaveLength(1)
  expect(await s.balance(operatorDue())).toBe(1_00n)

  const collect = { merchantId: s.merchantId, key: newKey(), actor: s.actor }
  await Promise.all([collectFees(db, collect), collectFees(db, collect)])
  await expect(collectFees(db, { ...collect, key: newKey() })).rejects.toMatchObject({
    code: 'settlement.nothing_due',
  })
  expect([await s.balance(operatorDue()), await s.balance(bank())]).toEqual([0n, -1_00n])
  s.passDay()
  await s.make()
  const [, next] = await s.statements()
  const view = await s.view(next!.id)
  expect(view.figures.operatorFeesFen).toBe(1_00n)
  expect(view).toMatchObject({ openingFen: 100_00n, closingFen: 99_00n })
  await s.booksHold()
})

const days = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000

test('a period waits until it is over and its bills agree; own money waits for none', async () => {
  const s = await stage('week')
  s.passDay(1 + days(s.today(), lastDayOf(s.today(), 'week')))
  const [monday, sunday] = [s.today(), dayAfter(s.today(), 6)]
  expect(await s.make()).toBe('nothing-booked')
  await s.sell(100_00)
  expect(await s.make()).toBe('not-over')
  s.passDay(6)
  expect(await s.make()).toBe('not-over')
  s.passDay()
  expect(await s.make()).toBe('waiting')
  expect(await readOutlook(db, s.merchantId)).toMatchObject({
    next: { firstDay: monday, lastDay: sunday },
    waiting: [{ reconciledThrough: null }],
  })
  const before = await s.snapshot()
  expect(await s.make()).toBe('waiting')
  expect(await s.snapshot()).toEqual(before)
  await s.reconcile(monday)
  expect(await s.make()).toBe('made')

  const own = await stage('day')
  await own.sell(100_00, 'own')
  own.passDay()
  expect(await own.make()).toBe('made')
})

test('confirming one confirms those before it, and takes on what they had left', async () => {
  const s = await stage()
  for (let day = 0; day < 3; day++) {
    await s.sell(10_00)
    await s.reconcile(s.today())
    s.passDay()
    await s.make()
  }
  const [first, second, third] = await s.statements()
  const states = async () => (await s.statements()).map(({ state }) => state)
  await Promise.all([s.confirm(second!.id), s.confirm(second!.id).catch(() => undefined)])
  expect(await states()).toEqual(['carried', 'confirmed', 'open'])
  const before = await s.snapshot()
  await expect(s.confirm(first!.id)).rejects.toMatchObject({ code: 'settlement.not_open' })
  await expect(s.confirm(second!.id)).rejects.toMatchObject({ code: 'settlement.not_open' })
  expect(await s.snapshot()).toEqual(before)
  await s.confirm(third!.id)
  expect(await states()).toEqual(['carried', 'carried', 'confirmed'])

  const other = await stage()
  await expect(other.confirm(third!.id)).rejects.toMatchObject({ code: 'settlement.not_found' })
})
