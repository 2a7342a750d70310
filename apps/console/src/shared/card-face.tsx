import type { ReactNode } from 'react'
import './card-face.css'
import { Mark } from './mark.tsx'

type CardFaceProps = {
  /** `#RRGGBB` of the card type. */
  color: string
  name: string
  shop: string
  /** Top right: the form, a state. */
  corner?: string
  children?: ReactNode
  /** At the foot: price, number. */
  foot?: ReactNode
}

/** The face of a card as its holder sees it, in the card type's colour. */
export function CardFace({ color, name, shop, corner, children, foot }: CardFaceProps) {
  const ink = isLight(color) ? '#1D2522' : '#FFFFFF'
  return (
    <div className="sesame-face" style={{ background: color, color: ink }}>
      <div className="sesame-face-row">
        <span className="sesame-face-shop">
          <Mark size={18} mono />
          {shop}
        </span>
        {corner && <span className="sesame-face-corner">{corner}</span>}
      </div>
      <div className="sesame-face-name">{name}</div>
      <div className="sesame-face-body">{children}</div>
      <div className="sesame-face-row">{foot}</div>
    </div>
  )
}

/** By perceived brightness: dark ink on light cards, white ink on dark ones. */
function isLight(color: string): boolean {
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16))
  return (red ?? 0) * 0.299 + (green ?? 0) * 0.587 + (blue ?? 0) * 0.114 > 165
}
