import { Link } from '@tanstack/react-router'
import type { CSSProperties } from 'react'
import { useAppearance } from './appearance.tsx'
import { yuanOf, yuanText } from './money.ts'
import { palettes, type Tone } from './theme.ts'

export type MoneyProps = {
  fen: number | null | undefined
  tone?: Tone
  /** Shows + or − in front: for movements, not for balances. */
  signed?: boolean
  size?: 'normal' | 'large' | 'figure'
  /** Address of the transfers behind this amount. */
  to?: string
}

const sizes = { normal: undefined, large: 20, figure: 28 } as const

/** The one way an amount is shown: tabular figures, two decimals, a small ¥. */
export function Money({ fen, tone, signed = false, size = 'normal', to }: MoneyProps) {
  const { scheme } = useAppearance()
  if (fen === null || fen === undefined) return <span aria-hidden="true">–</span>
  const parts = yuanOf(fen)
  const sign = parts.sign === '-' ? '−' : signed && fen > 0 ? '+' : ''
  const style: CSSProperties = {
    fontVariantNumeric: 'tabular-nums',
    whiteSpace: 'nowrap',
    fontSize: sizes[size],
    fontWeight: size === 'normal' ? undefined : 600,
    color: tone ? palettes[scheme].tones[tone].text : undefined,
  }
  const figure = (
    <span style={style} aria-label={`¥${yuanText(fen)}`}>
      {sign}
      <span style={{ fontSize: '0.78em', marginInlineEnd: 1 }}>¥</span>
      {parts.yuan}.{parts.fen}
    </span>
  )
  return to ? <Link to={to}>{figure}</Link> : figure
}
