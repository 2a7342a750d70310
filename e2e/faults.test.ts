import type { ApiError } from '@sesame/contract/client'
import { operatorRoutes } from '@sesame/contract/operator'
import { refundRoutes } from '@sesame/contract/refunds'
import { shopRoutes } from '@sesame/contract/shop'
import { afterAll, describe, expect, inject, test } from 'vitest'
import { operatorClient } from './harness/clients.ts'
import { sesame } from './harness/command-line.ts'
import {
  openSale,
  payAtChannel,
  readOrder,
  readOutcome,
  startPaying,
  untilState,
  ways,
} from './harness/sale.ts'
import type { Sale, Way } from './harness/sale.ts'
import { sandbox, type Fault } from './harness/sandbox.ts'
import { passTimeOf } from './harness/time.ts'
import { until } from './harness/until.ts'

/** Each sale has a shop of its own, and a fault strikes only that shop: so all of them go on at the same time. */
describe.concurrent('whatever goes wrong at the channel', () => {
  const both = [ways['wechat-pay'], ways.alipay]
  const told = { atChannelsFen: 20_000, escrowFen: 20_000, unappliedFen: 0, refundingFen: 0 }
  const settledOnce = { ...told, visitsLeft: [10], inflows: 1 }
  const givenBack = { atChannelsFen: 0, escrowFen: 0, unappliedFen: 0, refundingFen: 0, visitsLeft: [] }

  const strike = (sale: Sale, { provider }: Way, fault: Omit<Fault, 'provider' | 'merchant'>) =>
    sandbox.putFault({ provider, merchant: sale.merchantOf[provider], count: 1, ...fault })

  const notices = both.flatMap((way) =>
    [
      'notice-twice',
      'notice-late',
      'notice-never',
      'notice-bad-signature',
      'notice-unknown-key',
      'notice-stale',
      'notice-amount-tampered',
      ...(way.provider === 'wechat-pay' ? ['notice-signtest'] : []),
    ].map((fault) => ({ way, name: way.provider, fault })),
  )
  const forged = ['notice-bad-signature', 'notice-unknown-key', 'notice-stale', 'notice-signtest']

  test.each(notices)('$name, $fault: settled once', async ({ way, fault }) => {
    const sale = await openSale(`通知：${fault}`)
    await strike(sale, way, { fault })
    await startPaying(sale, way)
    await payAtChannel(sale, way)

    await untilState(sale, ['fulfilled'], fault === 'notice-never')
    expect(await readOutcome(sale)).toEqual(settledOnce)
    if (isLogged(way, fault)) expect(await refusedNotices(sale, way)).toBe(1)
  })

  /** Alipay's notices carry no serial and no time of their own to be stale by. */
  const isLogged = ({ provider }: Way, fault: string) =>
    provider === 'wechat-pay' ? forged.includes(fault) : fault === 'notice-bad-signature'

  const calls = both.flatMap((way) =>
    ['answer-lost', 'error-after-accept', 'slow', 'rate-limit'].map((fault) => ({
      way,
      name: way.provider,
      fault,
    })),
  )

  test.each(calls)(
    '$name, $fault while ordering: the same wish leads to one payment',
    async ({ way, fault }) => {
      const sale = await openSale(`下单：${fault}`)
      await strike(sale, way, { fault, on: 'create', milliseconds: 6000 })
      const { id } = await startPaying(sale, way)
      expect((await readOrder(sale)).attempts.map((attempt) => attempt.id)).toEqual([id])
      await payAtChannel(sale, way)

      await untilState(sale, ['fulfilled'], false)
      expect(await readOutcome(sale)).toEqual(settledOnce)
    },
  )

  test.each(calls)('$name, $fault while asking: asked again until it is known', async ({ way, fault }) => {
    const sale = await openSale(`查询：${fault}`)
    await strike(sale, way, { fault: 'notice-never' })
    await startPaying(sale, way)
    await payAtChannel(sale, way)
    await strike(sale, way, { fault, on: 'query', milliseconds: 6000 })

    await untilState(sale, ['fulfilled'], true)
    expect(await readOutcome(sale)).toEqual(settledOnce)
  })

  test('wechat-pay, notice-before-answer: settled once', async () => {
    const way = ways['wechat-pay']
    const sale = await openSale('通知先到')
    await strike(sale, way, { fault: 'notice-before-answer', on: 'create' })
    await startPaying(sale, way)

    await untilState(sale, ['fulfilled'], false)
    expect(await readOutcome(sale)).toEqual(settledOnce)
  })

  test.each(both)('$provider, paid-while-closing: what was paid counts', async (way) => {
    const sale = await openSale('关单时付款')
    await startPaying(sale, way)
    await strike(sale, way, { fault: 'paid-while-closing' })
    await sale.customer.call(shopRoutes.closeMyOrder, { params: sale.order }).catch(() => undefined)

    await untilState(sale, ['fulfilled'], false)
    expect(await readOutcome(sale)).toEqual(settledOnce)
  })

  test('paid at both channels: the first counts, the second goes back by itself', async () => {
    const sale = await openSale('付了两次')
    await startPaying(sale, ways['wechat-pay'])
    await startPaying(sale, ways.alipay)
    await payAtChannel(sale, ways['wechat-pay'])
    await untilState(sale, ['fulfilled'], false)
    await payAtChannel(sale, ways.alipay)

    await until('the second payment is refunded', async () => {
      const { refunds } = await readOrder(sale)
      return refunds[0]?.state === 'succeeded' && refunds[0].cause === 'second-success'
    })
    expect(await readOutcome(sale)).toEqual({ ...settledOnce, inflows: 2 })
  })

  const refunds = both.flatMap((way) =>
    ['answer-lost', 'error-after-accept', 'slow', 'rate-limit', 'notice-never', 'notice-before-answer'].map(
      (fault) => ({ way, name: way.provider, fault }),
    ),
  )

  test.each(refunds)('$name, $fault while refunding: given back once', async ({ way, fault }) => {
    const sale = await openSoldSale(`退款：${fault}`, way)
    const call = fault.startsWith('notice') ? {} : { on: 'refund' }
    await strike(sale, way, { fault, milliseconds: 6000, ...call })
    const { id } = await askForRefund(sale)

    await until('it is refunded', async () => {
      await passTimeOf(`refund:${id}`)
      return (await readOrder(sale)).state === 'refunded'
    })
    expect((await readOrder(sale)).refunds.map((refund) => refund.state)).toEqual(['succeeded'])
    expect(await readOutcome(sale)).toMatchObject(givenBack)
  })

  test('wechat-pay, refund-stuck: waits for the channel, and nothing is given twice', async () => {
    const sale = await openSoldSale('退款卡住', ways['wechat-pay'])
    await strike(sale, ways['wechat-pay'], { fault: 'refund-stuck' })
    const { outRefundNo } = await askForRefund(sale)
    await until('the channel works on it', async () => (await firstRefund(sale)).state === 'processing')
    await sandbox.endRefund(sale.merchantOf['wechat-pay'], outRefundNo, 'SUCCESS')

    await untilState(sale, ['refunded'], false)
    expect(await readOutcome(sale)).toMatchObject(givenBack)
  })

  const stuck = [
    { way: ways['wechat-pay'], name: 'wechat-pay', fault: 'refund-abnormal' },
    { way: ways.alipay, name: 'alipay', fault: 'refund-abnormal' },
  ]

  test.each(stuck)('$name, $fault: reserved until staff try again', async ({ way, fault }) => {
    const sale = await openSoldSale(`退款：${fault}`, way)
    await strike(sale, way, { fault })
    const { id: refundId, outRefundNo } = await askForRefund(sale)
    await until('staff see it', async () => ['abnormal', 'closed'].includes((await firstRefund(sale)).state))
    expect(await readOutcome(sale)).toMatchObject({ atChannelsFen: 20_000, refundingFen: 20_000 })

    if (way.provider === 'wechat-pay')
      await sandbox.endRefund(sale.channels.wechat.mchid, outRefundNo, 'SUCCESS')
    const again = sale.shop.manager.call(refundRoutes.retryRefund, { params: { refundId } })
    // The channel's word that it is done after all may be quicker.
    await again.catch((error: ApiError) => expect(error.code).toBe('refund.not_retryable'))
    await untilState(sale, ['refunded'], false)
    expect(await readOutcome(sale)).toMatchObject(givenBack)
  })

  test('wechat-pay, refund-closed: the money stays reserved, and trying again gives it back once', async () => {
    const way = ways['wechat-pay']
    const sale = await openSoldSale('退款关闭', way)
    await strike(sale, way, { fault: 'refund-closed' })
    const { id: refundId, outRefundNo } = await askForRefund(sale)
    await until('staff see it', async () => (await firstRefund(sale)).state === 'closed')
    expect(await readOutcome(sale)).toMatchObject({ atChannelsFen: 20_000, refundingFen: 20_000 })

    await sale.shop.manager.call(refundRoutes.retryRefund, { params: { refundId } })
    await untilState(sale, ['refunded'], false)
    // A number that the channel has closed is never good again.
    expect((await firstRefund(sale)).outRefundNo).not.toBe(outRefundNo)
    expect(await readOutcome(sale)).toMatchObject(givenBack)
  })

  async function openSoldSale(name: string, way: Way): Promise<Sale> {
    const sale = await openSale(name)
    await startPaying(sale, way)
    await payAtChannel(sale, way)
    await untilState(sale, ['fulfilled'], false)
    return sale
  }

  async function askForRefund(sale: Sale) {
    const { orderId } = sale.order
    const body = { reason: '不想要了' }
    const { refunds } = await sale.shop.manager.call(refundRoutes.refundOrder, { params: { orderId }, body })
    return refunds[0]!
  }

  const firstRefund = async (sale: Sale) => (await readOrder(sale)).refunds[0]!

  async function refusedNotices({ channels }: Sale, { provider }: Way): Promise<number> {
    const operator = await operatorClient()
    const account = provider === 'alipay' ? channels.addressees.alipay : channels.addressees.wechat
    const { items } = await operator.call(operatorRoutes.listRefusedNotices, { query: { limit: 200 } })
    return items.filter((notice) => notice.channelAccountId === account).length
  }
})

afterAll(async () => {
  expect(await sesame(inject('system'), 'books', 'verify')).toMatchObject({ code: 0 })
})
