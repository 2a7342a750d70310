import { catalogRoutes } from '@sesame/contract/catalog'
import { Checkbox, Flex, InputNumber, Typography } from 'antd'
import { useState } from 'react'
import { useCommand } from '../../../shared/api.ts'
import { ConfirmButton } from '../../../shared/confirm-button.tsx'
import { useNotice } from '../../../shared/notice.tsx'
import { useText } from '../../../shared/text.ts'
import type { Product } from './product.ts'

export function StockButton({ product }: { product: Product }) {
  const text = useText('products')
  const notice = useNotice()
  const supply = useCommand(catalogRoutes.supplyStock, { quiet: true })
  const [change, setChange] = useState<number | null>(null)
  const [lifts, setLifts] = useState(false)
  const left = product.stockLeft ?? 0
  const ready = lifts || (change !== null && change !== 0 && left + change >= 0)
  return (
    <ConfirmButton
      label={text('stock.adjust')}
      title={text('stock.title', { name: product.name })}
      facts={[
        { label: text('stock.now'), value: product.stockLeft ?? text('stock.unlimited') },
        {
          label: text('stock.after'),
          strong: true,
          value: lifts ? text('stock.unlimited') : change === null ? '–' : left + change,
        },
      ]}
      ready={ready}
      onConfirm={async () => {
        const body = lifts ? { unlimited: true } : { change: change ?? 0 }
        await supply.send({ params: { productId: product.id }, body })
        setChange(null)
        setLifts(false)
        notice.done(text('stock.done'))
      }}
    >
      <Flex vertical gap={8}>
        <label htmlFor="stock-change">{text('stock.change')}</label>
        <InputNumber<number>
          id="stock-change"
          autoFocus
          disabled={lifts}
          value={change}
          onChange={setChange}
          min={product.stockLeft === null ? 1 : -left}
          max={1_000_000}
          precision={0}
          style={{ width: '100%' }}
        />
        <Typography.Text type="secondary" style={{ fontSize: 12 }}>
          {text('stock.change.hint')}
        </Typography.Text>
        {product.stockLeft !== null && (
          <Checkbox checked={lifts} onChange={({ target }) => setLifts(target.checked)}>
            {text('stock.lift')}
          </Checkbox>
        )}
      </Flex>
    </ConfirmButton>
  )
}
