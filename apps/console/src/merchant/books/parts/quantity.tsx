import { Money, type MoneyProps } from '../../../shared/money-text.tsx'

type QuantityProps = Pick<MoneyProps, 'signed' | 'tone' | 'size'> & {
  unit: string
  unitName: string
  amount: number
}

/** An amount in its account's unit: money, or visits of a product. */
export function Quantity({ unit, unitName, amount, ...look }: QuantityProps) {
  if (unit === 'CNY') return <Money fen={amount} {...look} />
  return (
    <span style={{ whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' }}>
      {amount < 0 ? '−' : look.signed && amount > 0 ? '+' : ''}
      {Math.abs(amount)} × {unitName}
    </span>
  )
}

/** The same for an export: yuan without separators, or the count. */
export function quantityCell(unit: string, amount: number): string {
  if (unit !== 'CNY') return String(amount)
  const digits = String(Math.abs(amount)).padStart(3, '0')
  return `${amount < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}
