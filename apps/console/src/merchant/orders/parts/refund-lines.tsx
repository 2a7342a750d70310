import { Flex, InputNumber, Typography } from 'antd'
import type { ReactNode } from 'react'
import { Money } from '../../../shared/money-text.tsx'
import { MoneyInput } from '../../../shared/money-input.tsx'
import { useText } from '../../../shared/text.ts'
import type { Refundable } from './order-types.ts'
import { amountOfPart, piecesOf, wholeOf } from './refund-part.ts'
import type { Part } from './refund-part.ts'

type Line = Refundable['lines'][number]
type RefundLinesProps = {
  lines: readonly Line[]
  parts: Record<string, Part>
  onChange: (parts: Record<string, Part>) => void
}

/** What can still go back of each line: pieces, other money, unused visits, stored value. */
export function RefundLines({ lines, parts, onChange }: RefundLinesProps) {
  const text = useText('orders')
  const open = lines.filter((line) => wholeOf(line) > 0)
  if (open.length === 0)
    return <Typography.Text type="secondary">{text('refund.part.nothing')}</Typography.Text>
  const isCard = open.some(({ kind }) => kind === 'card-open' || kind === 'card-recharge')
  return (
    <div>
      {open.map((line) => (
        <div key={line.lineId} className="sesame-more-row">
          <Flex justify="space-between" gap={12} style={{ marginBottom: 6 }}>
            <strong>{line.name}</strong>
            <Money fen={amountOfPart(line, parts[line.lineId] ?? {})} tone="refunded" />
          </Flex>
          <OneLine
            line={line}
            part={parts[line.lineId] ?? {}}
            onChange={(part) => onChange({ ...parts, [line.lineId]: part })}
          />
        </div>
      ))}
      {isCard && (
        <Typography.Text type="secondary" style={{ fontSize: 12 }}>
          {text('refund.part.gifts')}
        </Typography.Text>
      )}
    </div>
  )
}

type OneLineProps = { line: Line; part: Part; onChange: (part: Part) => void }

function OneLine({ line, part, onChange }: OneLineProps) {
  const text = useText('orders')
  const { quantity = 0 } = part
  return (
    <Flex vertical gap={8}>
      {line.quantity > 0 && (
        <Count
          label={text('refund.part.pieces')}
          most={line.quantity}
          value={quantity}
          onChange={(count) => onChange({ quantity: count })}
        />
      )}
      {line.amountFen > 0 && (
        <Field label={text('refund.part.money')}>
          <MoneyInput
            value={part.amountFen ?? piecesOf(line, quantity)}
            onChange={(amountFen) => onChange({ quantity, amountFen: within(amountFen, line.amountFen) })}
            aria-label={text('refund.part.money')}
          />
        </Field>
      )}
      {line.visits.map((one) => (
        <Count
          key={one.productId}
          label={one.name}
          most={one.visits}
          value={part.visits?.[one.productId] ?? 0}
          onChange={(count) => onChange({ ...part, visits: { ...part.visits, [one.productId]: count } })}
        />
      ))}
      {line.valueFen > 0 && (
        <Field label={text('refund.part.value')}>
          <MoneyInput
            value={part.valueFen ?? 0}
            onChange={(valueFen) => onChange({ ...part, valueFen: within(valueFen, line.valueFen) })}
            aria-label={text('refund.part.value')}
          />
        </Field>
      )}
    </Flex>
  )
}

const within = (fen: number | null, most: number): number | null =>
  fen === null ? null : Math.min(fen, most)

type CountProps = { label: string; most: number; value: number; onChange: (count: number) => void }

function Count({ label, most, value, onChange }: CountProps) {
  const text = useText('orders')
  return (
    <Field label={label} hint={text('refund.part.of', { count: most })}>
      <InputNumber
        aria-label={label}
        min={0}
        max={most}
        precision={0}
        value={value}
        style={{ width: '100%' }}
        onChange={(count) => onChange(count ?? 0)}
      />
    </Field>
  )
}

function Field({ label, hint, children }: { label: string; hint?: string; children: ReactNode }) {
  return (
    <Flex justify="space-between" align="center" gap={12}>
      <span>
        {label}
        {hint && (
          <Typography.Text type="secondary" style={{ fontSize: 12, marginLeft: 8 }}>
            {hint}
          </Typography.Text>
        )}
      </span>
      <div style={{ width: 150, flex: 'none' }}>{children}</div>
    </Flex>
  )
}
