import { PlusOutlined } from '@ant-design/icons'
import { catalogRoutes } from '@sesame/contract/catalog'
import { Link } from '@tanstack/react-router'
import { Button, Flex, Form, Select, type FormInstance } from 'antd'
import { useQueryOf } from '../../../shared/api.ts'
import { useText } from '../../../shared/text.ts'
import { BundlePreview } from './bundle-preview.tsx'
import { PartRow } from './part-row.tsx'
import type { PartValues, ProductValues } from './product-values.ts'
import { useBundleValues } from './use-bundle-values.ts'

/** Card type and parts of a bundle; each part's share is computed as it is typed. */
export function BundleFields({ form }: { form: FormInstance<ProductValues> }) {
  const text = useText('products')
  const types = useQueryOf(catalogRoutes.listCardTypes, {})
  const singles = useQueryOf(catalogRoutes.listProducts, { query: { shape: 'single', limit: 200 } })
  const typed = (Form.useWatch([], form) ?? {}) as Partial<ProductValues>
  const values = useBundleValues(typed.priceFen ?? null, typed.items ?? [])
  const type = types.data?.items.find((one) => one.id === typed.cardTypeId)
  const products = (singles.data?.items ?? []).filter((product) => product.sells === 'visit')
  const holds = (kind: 'visits' | 'stored-value') => !type || type.form === 'mixed' || type.form === kind

  return (
    <>
      <Form.Item
        name="cardTypeId"
        label={text('cardType')}
        rules={[{ required: true }]}
        extra={types.data?.items.length === 0 && <Link to="/m/card-types/new">{text('cardType.none')}</Link>}
      >
        <Select
          loading={types.isPending}
          options={types.data?.items.map((one) => ({ value: one.id, label: one.name })) ?? []}
        />
      </Form.Item>
      <Form.List
        name="items"
        rules={[
          {
            validator: async (_, items: ProductValues['items'] = []) => {
              if (items.length === 0) throw new Error(text('parts.required'))
              if (items.every((item) => item?.gift)) throw new Error(text('parts.paid'))
            },
          },
        ]}
      >
        {(rows, { add, remove }, { errors }) => (
          <Form.Item label={text('parts')} required>
            {rows.map((row) => (
              <PartRow
                key={row.key}
                name={row.name}
                kind={(form.getFieldValue(['items', row.name, 'kind']) as PartValues['kind']) ?? 'visits'}
                gift={typed.items?.[row.name]?.gift ?? false}
                products={products}
                computedFen={values.computedFenOf(row.name)}
                onRemove={() => remove(row.name)}
              />
            ))}
            <AddPartButtons holds={holds} onAdd={add} />
            <Form.ErrorList errors={errors} />
          </Form.Item>
        )}
      </Form.List>
      <BundlePreview typed={typed} type={type} products={products} values={values} />
    </>
  )
}

type Kind = PartValues['kind']

function AddPartButtons({
  holds,
  onAdd,
}: {
  holds: (kind: Kind) => boolean
  onAdd: (part: PartValues) => void
}) {
  const text = useText('products')
  return (
    <Flex gap={8} wrap style={{ marginTop: 12 }}>
      {holds('visits') && (
        <Button
          type="dashed"
          icon={<PlusOutlined />}
          onClick={() => onAdd({ kind: 'visits', visits: 1, gift: false })}
        >
          {text('part.add.visits')}
        </Button>
      )}
      {holds('stored-value') && (
        <Button
          type="dashed"
          icon={<PlusOutlined />}
          onClick={() => onAdd({ kind: 'stored-value', gift: false })}
        >
          {text('part.add.value')}
        </Button>
      )}
    </Flex>
  )
}
