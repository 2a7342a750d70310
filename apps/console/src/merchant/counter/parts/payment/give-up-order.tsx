import { orderRoutes } from '@sesame/contract/orders'
import { Flex } from 'antd'
import { useCommand } from '../../../../shared/api.ts'
import { ConfirmButton } from '../../../../shared/confirm-button.tsx'
import { Money } from '../../../../shared/money-text.tsx'
import { yuanText } from '../../../../shared/money.ts'
import { useSession } from '../../../../shared/session.ts'
import { useText } from '../../../../shared/text.ts'
import type { Order } from '../../counter-types.ts'

type GiveUpOrderProps = { order: Order; onGivenUp: () => void }

/** Closes the unpaid order; what arrives for it later is refunded by itself. */
export function GiveUpOrder({ order, onGivenUp }: GiveUpOrderProps) {
  const text = useText('counter')
  const orders = useText('orders')
  const { can } = useSession('merchant')
  const close = useCommand(orderRoutes.closeOrder, { quiet: true })
  if (!can('order.close')) return null
  const send = async () => {
    await close.send({ params: { orderId: order.id }, body: { reason: text('pay.giveUp.reason') } })
    onGivenUp()
  }
  return (
    <Flex justify="center">
      <ConfirmButton
        label={text('pay.giveUp')}
        title={text('pay.giveUp.title', { amount: `¥${yuanText(order.totalFen)}` })}
        hint={text('pay.giveUp.hint')}
        facts={[
          { label: orders('number'), value: order.number },
          { label: orders('total'), value: <Money fen={order.totalFen} />, strong: true },
        ]}
        danger
        button={{ type: 'text', size: 'small' }}
        onConfirm={send}
      />
    </Flex>
  )
}
