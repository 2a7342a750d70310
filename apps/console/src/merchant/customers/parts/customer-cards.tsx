import { cardRoutes } from '@sesame/contract/cards'
import { Link } from '@tanstack/react-router'
import { Flex, Typography } from 'antd'
import { MoreList } from '../../../shared/list/more-list.tsx'
import { useMore } from '../../../shared/list/use-more.ts'
import { Money } from '../../../shared/money-text.tsx'
import { StateTag } from '../../../shared/state-tag.tsx'
import { useText } from '../../../shared/text.ts'
import { CardChip } from '../../cards/parts/card-face.tsx'

export function CustomerCards({ customerId }: { customerId: string }) {
  const text = useText('customers')
  const cards = useText('cards')
  const list = useMore(cardRoutes.listCards, { query: { customerId } })
  return (
    <MoreList
      list={list}
      rowKey={(card) => card.id}
      empty={text('cards.empty')}
      render={(card) => (
        <Flex justify="space-between" gap={12} align="center">
          <div style={{ minWidth: 0 }}>
            <CardChip color={card.faceColor} />
            <Link to={`/m/cards/${card.id}`}>{card.typeName}</Link>{' '}
            <StateTag kind="card" state={card.state} />
            <div>
              <Typography.Text type="secondary" style={{ fontSize: 12 }}>
                {card.number}
              </Typography.Text>
            </div>
          </div>
          <Flex vertical align="flex-end" style={{ flex: 'none' }}>
            {card.visitsLeft > 0 && <span>{text('visits', { count: card.visitsLeft })}</span>}
            {card.principalFen + card.bonusFen > 0 && (
              <span title={`${cards('principal')} + ${cards('bonus')}`}>
                <Money fen={card.principalFen} tone="escrow" />
                {card.bonusFen > 0 && (
                  <Typography.Text type="secondary">
                    {' + '}
                    <Money fen={card.bonusFen} />
                  </Typography.Text>
                )}
              </span>
            )}
          </Flex>
        </Flex>
      )}
    />
  )
}
