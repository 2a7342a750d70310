import { PrinterOutlined } from '@ant-design/icons'
import { Button, Flex, Segmented, Typography } from 'antd'
import { useState, type ReactNode } from 'react'
import { createPortal } from 'react-dom'
import { Mark } from './mark.tsx'
import './receipt.css'
import { useText } from './text.ts'

export type ReceiptLine = { name: string; amount: ReactNode; note?: string }
export type ReceiptProps = {
  shop: string
  title: string
  /** Number, time, cashier, customer. */
  head: { label: string; value: ReactNode }[]
  lines: ReceiptLine[]
  totals: { label: string; value: ReactNode; strong?: boolean }[]
  foot?: string
}

type PaperMillimetres = 58 | 80

/** A receipt on screen with a print button; printing shows nothing but the receipt, as wide as the paper. */
export function Receipt(props: ReceiptProps) {
  const text = useText('common')
  const [paper, setPaper] = useState<PaperMillimetres>(
    localStorage.getItem('sesame.paper') === '80' ? 80 : 58,
  )
  const choose = (next: PaperMillimetres) => {
    localStorage.setItem('sesame.paper', String(next))
    setPaper(next)
  }
  return (
    <Flex vertical gap={12} align="center">
      <Slip {...props} paper={paper} />
      <Flex gap={8} align="center">
        <Typography.Text type="secondary">{text('receipt.width')}</Typography.Text>
        <Segmented<PaperMillimetres>
          value={paper}
          onChange={choose}
          options={[
            { value: 58, label: '58 mm' },
            { value: 80, label: '80 mm' },
          ]}
        />
        <Button type="primary" autoFocus icon={<PrinterOutlined />} onClick={() => window.print()}>
          {text('receipt.print')}
        </Button>
      </Flex>
      {createPortal(
        <div className="sesame-print-only">
          <style>{`@page { size: ${paper}mm auto; margin: 0 }`}</style>
          <Slip {...props} paper={paper} />
        </div>,
        document.body,
      )}
    </Flex>
  )
}

function Slip({ shop, title, head, lines, totals, foot, paper }: ReceiptProps & { paper: PaperMillimetres }) {
  return (
    <div className="sesame-receipt" style={{ width: `${paper}mm` }}>
      <div className="sesame-receipt-head">
        <Mark size={26} mono />
        <strong>{shop}</strong>
        <span>{title}</span>
      </div>
      {head.map((row) => (
        <div key={row.label} className="sesame-receipt-row">
          <span>{row.label}</span>
          <span>{row.value}</span>
        </div>
      ))}
      <hr />
      {lines.map((line, index) => (
        <div key={index}>
          <div className="sesame-receipt-row">
            <span>{line.name}</span>
            <span>{line.amount}</span>
          </div>
          {line.note && <div className="sesame-receipt-note">{line.note}</div>}
        </div>
      ))}
      <hr />
      {totals.map((row) => (
        <div
          key={row.label}
          className="sesame-receipt-row"
          style={{ fontWeight: row.strong ? 700 : undefined }}
        >
          <span>{row.label}</span>
          <span>{row.value}</span>
        </div>
      ))}
      {foot && <div className="sesame-receipt-foot">{foot}</div>}
    </div>
  )
}
