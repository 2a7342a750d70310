import { describe, expect, test } from 'vitest'
import { testDatabase } from '../../test/database.ts'
import { world } from '../../test/world.ts'
import { undoRedemption } from '../flows/cards/undo-redemption.ts'
import { inReport } from '../kernel/db.ts'
import { accountStatement, listAccounts, listTransfers } from './books.ts'
import { listCards, listRedemptions } from './cards.ts'
import { readDashboard, readFigures } from './dashboard.ts'
import { flowPicture } from './flow-picture.ts'
import { getMerchantView, listMerchants, readOverview } from './operator.ts'
import { listDeals, listOrders } from './orders.ts'
import { readPositions } from './positions.ts'

const db = await testDatabase()
const everything = { scope: 'merchant', storeId: null, staffId: 'nobody' } as const

/** ¥680 for ten visits and two gifted, ¥1000 stored value with ¥200 gifted; two visits and ¥120 used. */
async function busyMerchant() {
  const w = await world(db)
  const swim = await w.single(88_00)
  const visits = await w.bundle(680_00, [
    { kind: 'visits', productId: swim, visits: 10, gift: false },
    { kind: 'visits', productId: swim, visits: 2, gift: true },
  ])
  const value = await w.bundle(1000_00, [
    { kind: 'stored-value', valueFen: 1000_00, gift: false },
    { kind: 'stored-value', valueFen: 200_00, gift: true },
  ])
  const customerId = await w.customer('王小明')
  const visitCard = await w.openCard(visits, customerId)
  const valueCard = await w.openCard(value, customerId)
  await w.use(visitCard.cardId, { kind: 'visits', productId: swim, visits: 2 })
  await w.use(valueCard.cardId, { kind: 'value', amountFen: 120_00 })
  return { w, swim, customerId, visitCard, valueCard }
}

const linkOf = (picture: Awaited<ReturnType<typeof flowPicture>>, from: string, to: string) =>
  picture.links
    .filter((link) => link.from === from && link.to === to)
    .reduce((sum, link) => sum + link.amountFen, 0)
const groupsIn = (picture: Awaited<ReturnType<typeof flowPicture>>) =>
  picture.links.filter((link) => link.from === 'paid').map((link) => link.to)

describe('where each yuan is', () => {
  test('what was paid is held, released or refunded, to the fen', async () => {
    const { w } = await busyMerchant()
    const picture = await w.within((tx) => flowPicture(tx, {}))
    const sum = (to: string) =>
      groupsIn(picture).reduce((total, group) => total + linkOf(picture, group, to), 0)

    expect([sum('held'), sum('released'), sum('refunded')]).toEqual([1444_00, 236_00, 0])
    expect(
      picture.links.filter((link) => link.from === 'paid').reduce((all, link) => all + link.amountFen, 0),
    ).toBe(1680_00)
    const positions = await w.within(readPositions)
    expect(positions).toMatchObject({ escrowFen: 1444_00n, bonusFen: 180_00n, cashFen: 1680_00n })
  })

  test('an undone redemption flows back', async () => {
    const { w, visitCard } = await busyMerchant()
    const { items } = await w.within((tx) => listRedemptions(tx, everything, { cardId: visitCard.cardId }))
    await undoRedemption(db, { ...w.by(), redemptionId: items[0]!.id, reason: '点错了' })

    const deals = (await w.within((tx) => listDeals(tx, everything, { tender: 'card' }))).items
    expect(deals.map((deal) => deal.amountFen)).toEqual([120_00n])
    const picture = await w.within((tx) => flowPicture(tx, { cardId: visitCard.cardId }))
    const [pot] = groupsIn(picture)
    expect([linkOf(picture, pot!, 'held'), linkOf(picture, pot!, 'released')]).toEqual([680_00, 0])
  })

  test('one card shows its pots only', async () => {
    const { w, valueCard } = await busyMerchant()
    const picture = await w.within((tx) => flowPicture(tx, { cardId: valueCard.cardId }))
    expect(groupsIn(picture)).toEqual(['储值'])
    expect(linkOf(picture, '储值 赠金', 'bonus-used')).toBe(20_00)
    expect(linkOf(picture, '储值 赠金', 'bonus-left')).toBe(180_00)
  })
})

describe('the dashboard', () => {
  test('counts today only, and no consumption as a sale', async () => {
    const { w } = await busyMerchant()
    expect(await w.within(readFigures)).toMatchObject({
      salesFen: 1680_00n,
      orders: 2,
      redemptions: 2,
      consumedFen: 236_00n,
      cardsOpened: 2,
      newCustomers: 1,
      escrowFen: 1444_00,
    })
    db.clock.advance(86_400_000)
    const { figures, yesterday, trend } = await w.within(readDashboard)
    expect(figures).toMatchObject({ salesFen: 0n, redemptions: 0 })
    expect(yesterday).toMatchObject({ salesFen: 1680_00n, redemptions: 2 })
    expect(trend.map((day) => day.salesFen).slice(-2)).toEqual([1680_00n, 0n])
  })
})

describe('lists', () => {
  test('page by page they show each row once, newest first', async () => {
    const { w } = await busyMerchant()
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await w.within((tx) => listOrders(tx, everything, { limit: 1, ...(cursor && { cursor }) }))
      seen.push(...page.items.map((order) => order.id))
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    const all = await w.within((tx) => listOrders(tx, everything, {}))
    expect(seen).toEqual(all.items.map((order) => order.id))
    expect(new Set(seen).size).toBe(4)
  })

  test('a cursor that nobody gave out is refused', async () => {
    const { w } = await busyMerchant()
    const asked = w.within((tx) => listOrders(tx, everything, { cursor: 'bm9uc2Vuc2U' }))
    await expect(asked).rejects.toMatchObject({ code: 'http.bad_cursor' })
  })

  test('search finds a customer by the beginning of the name, and wildcards mean themselves', async () => {
    const { w } = await busyMerchant()
    const found = async (search: string) => (await w.within((tx) => listCards(tx, { search }))).items.length
    expect([await found('王小'), await found('小明'), await found('%'), await found('_')]).toEqual([
      2, 0, 0, 0,
    ])
  })

  test('staff with the scope of their own see what they sold or redeemed', async () => {
    const { w } = await busyMerchant()
    const own = { scope: 'own', storeId: null } as const
    const other = await w.staff('李店员')
    const count = async (staffId: string) => [
      (await w.within((tx) => listDeals(tx, { ...own, staffId }, {}))).items.length,
      (await w.within((tx) => listRedemptions(tx, { ...own, staffId }, {}))).items.length,
    ]
    expect(await count(other)).toEqual([0, 0])
    expect((await count(w.staffId))[1]).toBe(2)
  })

  test('cards show what is left', async () => {
    const { w, visitCard, valueCard } = await busyMerchant()
    const { items } = await w.within((tx) => listCards(tx, {}))
    const of = (id: string) => items.find((card) => card.id === id)
    expect(of(visitCard.cardId)).toMatchObject({ principalFen: 544_00n, visitsLeft: 10n, bonusFen: 0n })
    expect(of(valueCard.cardId)).toMatchObject({ principalFen: 900_00n, bonusFen: 180_00n })
  })
})

describe('the books', () => {
  test('a statement ends with the balance, and every account has a name without ids', async () => {
    const { w } = await busyMerchant()
    const accounts = (await w.within((tx) => listAccounts(tx, 'zh', { limit: 200 }))).items
    expect(accounts.filter((account) => /[0-9a-f]{8}-/.test(account.name))).toEqual([])

    for (const account of accounts) {
      const { items } = await w.within((tx) => accountStatement(tx, 'zh', account.id, { limit: 200 }))
      expect(items[0]?.balanceAfter).toBe(account.balance)
      expect(items).toHaveLength(Number(account.transfers))
    }
  })

  test('the transfers of an order carry names a person can read', async () => {
    const { w, visitCard } = await busyMerchant()
    const query = { subjectKind: 'order', subjectId: visitCard.orderId }
    for (const language of ['zh', 'en'] as const) {
      const { items } = await w.within((tx) => listTransfers(tx, language, query))
      expect(items.length).toBeGreaterThan(3)
      expect(items.filter((transfer) => transfer.kindName === transfer.kind)).toEqual([])
    }
  })
})

test('the operator sees all merchants, and what they hold of prepaid money themselves', async () => {
  const { w } = await busyMerchant()
  const view = await inReport(db, (read) => getMerchantView(read, w.merchantId))
  expect(view).toMatchObject({
    customers: 1,
    cards: 2,
    escrowFen: 1444_00n,
    exposureFen: exposure(1680_00, 236_00),
  })
  const overview = await inReport(db, readOverview)
  const { items } = await inReport(db, (read) => listMerchants(read, {}))
  expect(overview.merchants).toBe(items.length)
})

/** Cash went to the merchant at once; what it has not earned yet it owes its card holders. */
function exposure(paidFen: number, releasedFen: number): bigint {
  return BigInt(paidFen - releasedFen)
}
