import { catalogRoutes } from '@sesame/contract/catalog'
import { AutoComplete, Flex, Form, Input, InputNumber, Radio, Switch, type FormInstance } from 'antd'
import { useQueryOf } from '../../../shared/api.ts'
import { MoneyInput } from '../../../shared/money-input.tsx'
import { useText } from '../../../shared/text.ts'
import { PicturesInput } from '../../../shared/pictures-input.tsx'
import type { ProductValues } from './product-values.ts'

export function SellsField({ fixed }: { fixed: boolean }) {
  const text = useText('products')
  return (
    <Form.Item name="sells" label={text('sells')} extra={fixed ? undefined : text('sells.fixed')}>
      <Radio.Group
        disabled={fixed}
        optionType="button"
        options={(['visit', 'goods'] as const).map((sells) => ({
          value: sells,
          label: text(`sells.${sells}`),
        }))}
      />
    </Form.Item>
  )
}

/** Goods are fetched or sent; visits happen at the shop. */
export function DeliveryField({ form }: { form: FormInstance<ProductValues> }) {
  const text = useText('products')
  if (Form.useWatch('sells', form) !== 'goods') return null
  return (
    <Form.Item name="byExpress" label={text('byExpress')} extra={text('byExpress.hint')}>
      <Radio.Group
        optionType="button"
        options={[false, true].map((value) => ({ value, label: text(`byExpress.${value}`) }))}
      />
    </Form.Item>
  )
}

/** Name, category and price. */
export function CommonFields() {
  const text = useText('products')
  const known = useQueryOf(catalogRoutes.listProducts, { query: { limit: 200 } })
  const categories = [...new Set(known.data?.items.map((product) => product.category).filter(Boolean))]
  return (
    <>
      <Form.Item
        name="name"
        label={text('name.field')}
        rules={[{ required: true, whitespace: true, max: 60 }]}
      >
        <Input autoComplete="off" autoFocus />
      </Form.Item>
      <Flex gap={16} wrap>
        <Form.Item
          name="priceFen"
          label={text('price')}
          rules={[{ required: true, type: 'number', min: 1, max: 1_000_000_000 }]}
          style={{ flex: '1 1 160px' }}
        >
          <MoneyInput />
        </Form.Item>
        <Form.Item
          name="category"
          label={text('category')}
          rules={[{ max: 30 }]}
          style={{ flex: '1 1 160px' }}
        >
          <AutoComplete
            placeholder={text('category.placeholder')}
            options={categories.map((category) => ({ value: category }))}
          />
        </Form.Item>
      </Flex>
    </>
  )
}

/** Where and how it is shown. */
export function PlaceFields() {
  const text = useText('products')
  return (
    <>
      <Form.Item name="pictures" label={text('images')}>
        <PicturesInput />
      </Form.Item>
      <Form.Item name="description" label={text('description')} rules={[{ max: 2000 }]}>
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 12 }} maxLength={2000} showCount />
      </Form.Item>
      <Flex gap={16} wrap>
        <Form.Item name="unit" label={text('unit')} rules={[{ max: 8 }]} style={{ flex: '1 1 120px' }}>
          <Input />
        </Form.Item>
        <Form.Item
          name="position"
          label={text('position')}
          extra={text('position.hint')}
          style={{ flex: '1 1 120px' }}
        >
          <InputNumber min={0} max={9999} precision={0} style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item
          name="hiddenOnIos"
          label={text('hiddenOnIos')}
          valuePropName="checked"
          extra={text('hiddenOnIos.hint')}
          style={{ flex: '2 1 220px' }}
        >
          <Switch />
        </Form.Item>
      </Flex>
    </>
  )
}
