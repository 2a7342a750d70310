import { cardRoutes } from '@sesame/contract/cards'
import { Link } from '@tanstack/react-router'
import { Flex, Typography } from 'antd'
import { DateTime } from '../../../shared/date-time.tsx'
import { MoreList } from '../../../shared/list/more-list.tsx'
import { useMore } from '../../../shared/list/use-more.ts'
import { Money } from '../../../shared/money-text.tsx'
import { ToneTag } from '../../../shared/state-tag.tsx'
import { useText } from '../../../shared/text.ts'
import type { Tone } from '../../../shared/theme.ts'
import type { CardEvent } from './card-types.ts'

const tones: Record<CardEvent['kind'], Tone> = {
  opened: 'escrow',
  recharged: 'escrow',
  redeemed: 'released',
  paid: 'released',
  undone: 'neutral',
  refunded: 'refunded',
  frozen: 'risk',
  unfrozen: 'own',
}

/** Everything that happened to a card, newest first. */
export function CardHistory({ cardId }: { cardId: string }) {
  const text = useText('cards')
  const list = useMore(cardRoutes.listCardEvents, { params: { cardId } })
  return (
    <MoreList
      list={list}
      rowKey={(event) => event.id}
      empty={text('history.empty')}
      render={(event) => <OneEvent event={event} />}
    />
  )
}

function OneEvent({ event }: { event: CardEvent }) {
  const text = useText('cards')
  const to = event.redemptionId
    ? `/m/redemptions/${event.redemptionId}`
    : event.orderId && `/m/orders/${event.orderId}`
  return (
    <Flex justify="space-between" gap={16}>
      <div style={{ minWidth: 0 }}>
        <ToneTag tone={tones[event.kind]}>{text(`event.${event.kind}`)}</ToneTag>{' '}
        {to ? <Link to={to}>{event.title}</Link> : event.title}
        <div>
          <Typography.Text type="secondary" style={{ fontSize: 12 }}>
            <DateTime at={event.at} show="second" />
            {event.actorName && ` · ${text('by', { name: event.actorName })}`}
          </Typography.Text>
        </div>
      </div>
      <Flex vertical align="flex-end" style={{ flex: 'none' }}>
        {event.visits !== 0 && (
          <span>
            {event.visits > 0 ? '+' : '−'}
            {text('event.visits', { count: Math.abs(event.visits) })} {event.productName ?? ''}
          </span>
        )}
        {event.principalFen !== 0 && <Money fen={event.principalFen} signed />}
        {event.bonusFen !== 0 && (
          <Typography.Text type="secondary" style={{ fontSize: 12 }}>
            {text('bonusMove')} <Money fen={event.bonusFen} signed />
          </Typography.Text>
        )}
      </Flex>
    </Flex>
  )
}
