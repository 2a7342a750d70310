import { DeleteOutlined } from '@ant-design/icons'
import { Button, Form, Input, InputNumber, Select, Switch, Typography } from 'antd'
import { MoneyInput } from '../../../shared/money-input.tsx'
import { Money } from '../../../shared/money-text.tsx'
import { yuanText } from '../../../shared/money.ts'
import { useText } from '../../../shared/text.ts'
import type { PartValues } from './product-values.ts'
import type { Product } from './product.ts'

type PartRowProps = {
  /** Place in the form's list. */
  name: number
  kind: PartValues['kind']
  gift: boolean
  products: Product[]
  computedFen: number | undefined
  onRemove: () => void
}

export function PartRow({ name, kind, gift, products, computedFen, onRemove }: PartRowProps) {
  const text = useText('products')
  const visits = kind === 'visits'
  return (
    <div className="sesame-part">
      {/* Only fields of the form are sent, so the kind is one, though nobody changes it. */}
      <Form.Item name={[name, 'kind']} hidden>
        <Input />
      </Form.Item>
      {visits ? (
        <Form.Item
          name={[name, 'productId']}
          rules={[{ required: true, message: text('part.product') }]}
          noStyle
        >
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={text('part.product')}
            aria-label={text('part.product')}
            options={products.map((product) => ({
              value: product.id,
              label: `${product.name} · ¥${yuanText(product.priceFen)}`,
            }))}
          />
        </Form.Item>
      ) : (
        <span style={{ lineHeight: '32px' }}>{text('part.stored-value')}</span>
      )}
      {visits ? (
        <Form.Item name={[name, 'visits']} rules={[{ required: true }]} noStyle>
          <InputNumber
            min={1}
            max={10_000}
            precision={0}
            suffix="×"
            aria-label={text('part.visits')}
            style={{ width: '100%' }}
          />
        </Form.Item>
      ) : (
        <Form.Item
          name={[name, 'valueFen']}
          rules={[{ required: true, type: 'number', min: 1, message: text('part.face') }]}
          style={{ margin: 0 }}
        >
          <MoneyInput placeholder={text('part.face')} aria-label={text('part.face')} />
        </Form.Item>
      )}
      <Form.Item name={[name, 'gift']} valuePropName="checked" noStyle>
        <Switch
          checkedChildren={text('part.gift')}
          unCheckedChildren={text('part.paid')}
          aria-label={text('part.gift')}
          style={{ marginTop: 5, justifySelf: 'start' }}
        />
      </Form.Item>
      <span className="sesame-part-computed">
        {computedFen === undefined ? (
          <Typography.Text type="secondary">–</Typography.Text>
        ) : (
          <Money fen={computedFen} {...(gift ? { tone: 'neutral' as const } : {})} />
        )}
      </span>
      <Button type="text" icon={<DeleteOutlined />} aria-label={text('part.remove')} onClick={onRemove} />
    </div>
  )
}
