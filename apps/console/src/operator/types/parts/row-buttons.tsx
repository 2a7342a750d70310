import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useText } from '../../../shared/text.ts'

type RowButtonsProps = {
  place: number
  count: number
  onMove: (from: number, to: number) => void
  onRemove: () => void
}

export function RowButtons({ place, count, onMove, onRemove }: RowButtonsProps) {
  const text = useText('types')
  const button = (label: string, icon: ReactNode, onClick: () => void, off = false) => (
    <Button
      type="text"
      size="small"
      icon={icon}
      aria-label={label}
      title={label}
      disabled={off}
      onClick={onClick}
    />
  )
  return (
    <div className="sesame-type-buttons">
      {button(text('up'), <ArrowUpOutlined />, () => onMove(place, place - 1), place === 0)}
      {button(text('down'), <ArrowDownOutlined />, () => onMove(place, place + 1), place === count - 1)}
      {button(text('remove'), <DeleteOutlined />, onRemove)}
    </div>
  )
}
