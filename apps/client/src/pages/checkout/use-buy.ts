import type { ApiError } from '@sesame/contract/client.ts'
import { createOrder } from '../../api/orders'
import type { Line } from '../../api/types'
import type { PaymentMethod } from '../../platform/types'
import { confirm, goInstead } from '../../shared/go'
import { currentShop } from '../../shared/shop'
import { problemOf } from '../../shared/use-asked'
import { useCommand } from '../../shared/use-command'
import { payOrder } from '../paying/pay-order'

const words = {
  pending: '上次的充值还没付完',
  pendingHint: '可以接着付上次的；不接着付，就不会重复充值。',
  goOn: '接着付',
}

/** One order and its payment. A recharge that was begun is offered first (B41). */
export function useBuy(line: Line, method: PaymentMethod | undefined) {
  return useCommand(
    async (key) => {
      if (method === undefined) return
      try {
        const order = await createOrder(currentShop(), { lines: [line] }, key)
        await payOrder(order.id, method)
      } catch (error) {
        const pending = pendingOrderOf(problemOf(error))
        if (pending === undefined) throw error
        if (await confirm(words.pending, words.pendingHint, words.goOn))
          goInstead('pages/order', { id: pending })
      }
    },
    { about: JSON.stringify(line) },
  )
}

function pendingOrderOf(problem: ApiError): string | undefined {
  const { orderId } = problem.details
  return problem.code === 'order.recharge_pending' && typeof orderId === 'string' ? orderId : undefined
}
