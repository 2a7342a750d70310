import { Figure, FigureGrid } from '../../../shared/figure.tsx'
import { Money } from '../../../shared/money-text.tsx'
import { yuanText } from '../../../shared/money.ts'
import { useText } from '../../../shared/text.ts'
import type { Card } from './card-types.ts'

/** What of the card's money can be spent, and what is held in escrow. */
export function CardMoney({ card }: { card: Card }) {
  const text = useText('cards')
  const principal = `¥${yuanText(card.valuePrincipalFen)}`
  const bonus = `¥${yuanText(card.bonusFen)}`
  return (
    <div style={{ marginTop: 16 }}>
      <FigureGrid>
        <Figure
          label={text('value')}
          tone="own"
          value={<Money fen={card.valuePrincipalFen + card.bonusFen} />}
          note={text('value.parts', { principal, bonus })}
        />
        <Figure
          label={text('held')}
          hint={text('held.hint')}
          tone="escrow"
          value={<Money fen={card.heldFen} />}
        />
      </FigureGrid>
    </div>
  )
}
