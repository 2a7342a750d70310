import { Link } from '@tanstack/react-router'
import { Flex, Tooltip, Typography } from 'antd'
import type { ReactNode } from 'react'
import { useAppearance } from './appearance.tsx'
import { palettes, type Tone } from './theme.ts'

export type FigureProps = {
  label: string
  value: ReactNode
  /** What this money word means, in one sentence. */
  hint?: string
  /** Below the value: a comparison. */
  note?: ReactNode
  tone?: Tone
  /** Address of what is behind the figure. */
  to?: string
  search?: Record<string, string>
}

/** One number that matters, with its name; several stand in a FigureGrid. */
export function Figure({ label, value, hint, note, tone = 'own', to, search }: FigureProps) {
  const { scheme } = useAppearance()
  const body = (
    <div
      className="sesame-panel sesame-figure"
      style={{ borderInlineStartColor: palettes[scheme].tones[tone].solid }}
    >
      <Flex justify="space-between" gap={8}>
        <Typography.Text type="secondary">{label}</Typography.Text>
        {hint && (
          <Tooltip title={hint}>
            <Typography.Text type="secondary" tabIndex={0} aria-label={hint} style={{ cursor: 'help' }}>
              ?
            </Typography.Text>
          </Tooltip>
        )}
      </Flex>
      <div className="sesame-figure-value">{value}</div>
      {note && <div style={{ fontSize: 12 }}>{note}</div>}
    </div>
  )
  return to ? (
    <Link to={to} search={search as never} style={{ color: 'inherit' }}>
      {body}
    </Link>
  ) : (
    body
  )
}

export function FigureGrid({ children }: { children: ReactNode }) {
  return <div className="sesame-figures">{children}</div>
}
