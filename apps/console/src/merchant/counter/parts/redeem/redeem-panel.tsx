import { Alert, Button, Flex, Typography } from 'antd'
import { EmptyLook } from '../../../../shared/looks.tsx'
import { useSession } from '../../../../shared/session.ts'
import { useText } from '../../../../shared/text.ts'
import { CardFace } from '../../../cards/parts/card-face.tsx'
import type { Buyer, Card, ReadCard, Redemption } from '../../counter-types.ts'
import { clockOf, useCountdown } from '../../use-countdown.ts'
import { choicesOf } from './choices.ts'
import { RedeemForm } from './redeem-form.tsx'

type RedeemPanelProps = {
  read: ReadCard
  storeId: string | undefined
  onRedeemed: (redemption: Redemption, card: Card) => void
  onSell: (buyer: Buyer) => void
  onRecharge: (card: Card) => void
}

/** The card behind the code, and what of it can be used now. */
export function RedeemPanel({ read, storeId, onRedeemed, onSell, onRecharge }: RedeemPanelProps) {
  const text = useText('counter')
  const { can } = useSession('merchant')
  const { card } = read
  const buyer = { id: card.customerId, name: card.customerName, mobile: card.customerMobile }
  return (
    <Flex vertical gap={16}>
      <CardFace card={card} />
      <Until at={read.redeemUntil} />
      {card.state !== 'active' ? (
        <Alert type="error" showIcon title={text('redeem.inactive')} />
      ) : choicesOf(card).length === 0 ? (
        <EmptyLook title={text('redeem.nothing')} />
      ) : (
        <RedeemForm read={read} storeId={storeId} onRedeemed={onRedeemed} />
      )}
      {can('order.sell') && (
        <Flex gap={8} wrap>
          <Button onClick={() => onRecharge(card)}>{text('redeem.recharge')}</Button>
          <Button onClick={() => onSell(buyer)}>{text('redeem.sell')}</Button>
        </Flex>
      )}
    </Flex>
  )
}

function Until({ at }: { at: string }) {
  const text = useText('counter')
  const seconds = useCountdown(at)
  if (seconds === 0) return <Alert type="warning" showIcon title={text('redeem.expired')} />
  return (
    <Typography.Text type="secondary">{text('redeem.until', { time: clockOf(seconds) })}</Typography.Text>
  )
}
