import { Flex } from 'antd'
import { StateTag } from '../../../shared/state-tag.tsx'
import './card-face.css'
import type { CardRow } from './card-types.ts'

/** The card as its holder sees it; the shade keeps white text readable on any colour. */
export function CardFace({ card }: { card: CardRow }) {
  return (
    <div className="sesame-card-strip" style={{ background: card.faceColor }}>
      <Flex justify="space-between" gap={8}>
        <strong style={{ fontSize: 16 }}>{card.typeName}</strong>
        <StateTag kind="card" state={card.state} />
      </Flex>
      <Flex justify="space-between" align="flex-end" gap={8} className="sesame-card-strip-number" wrap>
        <span>{card.number.replace(/(\d{4})(?=\d)/g, '$1 ')}</span>
        <span style={{ fontSize: 14, letterSpacing: 0 }}>
          {card.customerName} {card.customerMobile}
        </span>
      </Flex>
    </div>
  )
}

/** The card's colour as a small mark before its type. */
export function CardChip({ color }: { color: string }) {
  return <span className="sesame-card-chip" style={{ background: color }} aria-hidden="true" />
}
