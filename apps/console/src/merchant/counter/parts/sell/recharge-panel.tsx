import { cardRoutes } from '@sesame/contract/cards'
import { Flex, Typography } from 'antd'
import { useEffect } from 'react'
import { useQueryOf } from '../../../../shared/api.ts'
import { Answered, EmptyLook } from '../../../../shared/looks.tsx'
import { Money } from '../../../../shared/money-text.tsx'
import { useText } from '../../../../shared/text.ts'
import { CardChip } from '../../../cards/parts/card-face.tsx'
import type { Buyer, CardRow, Product } from '../../counter-types.ts'
import { ProductTile } from './product-tile.tsx'
import { useListed } from './use-listed.ts'

type RechargePanelProps = {
  buyer: Buyer | undefined
  target: CardRow | undefined
  onTarget: (card: CardRow) => void
  onChoose: (product: Product, card: CardRow) => void
}

/** Which card of the customer, then with which bundle of its type. */
export function RechargePanel({ buyer, target, onTarget, onChoose }: RechargePanelProps) {
  const text = useText('counter')
  if (!buyer) return <EmptyLook title={text('recharge.who')} />
  return (
    <Flex vertical gap={16}>
      <div>
        <Typography.Text type="secondary">{text('recharge.card')}</Typography.Text>
        <Cards buyer={buyer} target={target} onTarget={onTarget} />
      </div>
      {target && (
        <div>
          <Typography.Text type="secondary">{text('recharge.what')}</Typography.Text>
          <Bundles target={target} onChoose={(product) => onChoose(product, target)} />
        </div>
      )}
    </Flex>
  )
}

type CardsProps = { buyer: Buyer; target: CardRow | undefined; onTarget: (card: CardRow) => void }

function Cards({ buyer, target, onTarget }: CardsProps) {
  const text = useText('counter')
  const customers = useText('customers')
  const cards = useQueryOf(cardRoutes.listCards, {
    query: { customerId: buyer.id, state: 'active', limit: 50 },
  })
  const only = cards.data?.items.length === 1 ? cards.data.items[0] : undefined
  useEffect(() => {
    if (only && !target) onTarget(only)
  }, [only, target, onTarget])
  return (
    <Answered query={cards}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyLook title={text('customer.hasNoCards')} />
        ) : (
          <div className="counter-grid" style={{ marginTop: 8 }}>
            {items.map((card) => (
              <button
                type="button"
                key={card.id}
                className="counter-tile"
                aria-pressed={card.id === target?.id}
                onClick={() => onTarget(card)}
              >
                <span className="counter-tile-name">
                  <CardChip color={card.faceColor} />
                  {card.typeName}
                </span>
                <span className="counter-tile-note">
                  {card.number}
                  {card.visitsLeft > 0 && ` · ${customers('visits', { count: card.visitsLeft })}`}
                </span>
                <span className="counter-tile-price">
                  <Money fen={card.principalFen + card.bonusFen} />
                </span>
              </button>
            ))}
          </div>
        )
      }
    </Answered>
  )
}

function Bundles({ target, onChoose }: { target: CardRow; onChoose: (product: Product) => void }) {
  const text = useText('counter')
  const bundles = useListed('', 'bundle')
  return (
    <Answered query={bundles}>
      {({ items }) => {
        const fitting = items.filter((product) => product.cardTypeId === target.typeId)
        if (fitting.length === 0) return <EmptyLook title={text('recharge.none')} />
        return (
          <div className="counter-grid" style={{ marginTop: 8 }}>
            {fitting.map((product) => (
              <ProductTile key={product.id} product={product} onChoose={onChoose} />
            ))}
          </div>
        )
      }}
    </Answered>
  )
}
