import { PlusOutlined } from '@ant-design/icons'
import { fieldKinds } from '@sesame/contract/onboarding'
import { Button, Flex, Form, Input, Select, Switch } from 'antd'
import { useText } from '../../../shared/text.ts'
import { RowButtons } from './row-buttons.tsx'

const fresh = {
  kind: 'text',
  required: true,
  hint: '',
  example: '',
  choices: [],
  group: '',
  label: '',
  key: '',
}

/** The fields that a merchant of this type fills in, in their order. */
export function FieldRows() {
  const text = useText('types')
  return (
    <Form.List name="form">
      {(rows, { add, remove, move }) => (
        <Flex vertical gap={10}>
          {rows.map(({ key, name }, place) => (
            <div key={key} className="sesame-type-row">
              <Named name={[name, 'label']} label={text('field.label')} wide />
              <Named name={[name, 'group']} label={text('field.group')} wide />
              <Named name={[name, 'key']} label={text('field.key')} wide isKey />
              <Form.Item name={[name, 'kind']} className="sesame-span-2">
                <Select
                  aria-label={text('field.kind')}
                  options={fieldKinds.map((kind) => ({ value: kind, label: text(`kind.${kind}`) }))}
                />
              </Form.Item>
              <Form.Item name={[name, 'hint']} className="sesame-span-2">
                <Input placeholder={text('field.hint')} aria-label={text('field.hint')} maxLength={200} />
              </Form.Item>
              <Form.Item name={[name, 'example']}>
                <Input
                  placeholder={text('field.example')}
                  aria-label={text('field.example')}
                  maxLength={100}
                />
              </Form.Item>
              <Form.Item name={[name, 'required']} valuePropName="checked">
                <Switch checkedChildren={text('required')} unCheckedChildren={text('optional')} />
              </Form.Item>
              <Choices name={name} />
              <RowButtons place={place} count={rows.length} onMove={move} onRemove={() => remove(name)} />
            </div>
          ))}
          <Button type="dashed" icon={<PlusOutlined />} onClick={() => add(fresh)}>
            {text('field.add')}
          </Button>
        </Flex>
      )}
    </Form.List>
  )
}

/** What may be chosen; kept away from fields that are no choice. */
function Choices({ name }: { name: number }) {
  const text = useText('types')
  return (
    <Form.Item noStyle shouldUpdate>
      {({ getFieldValue }) =>
        getFieldValue(['form', name, 'kind']) === 'choice' && (
          <Form.Item name={[name, 'choices']} className="sesame-span-6">
            <Select mode="tags" open={false} suffixIcon={null} placeholder={text('field.choices')} />
          </Form.Item>
        )
      }
    </Form.Item>
  )
}

type NamedProps = { name: (string | number)[]; label: string; wide?: boolean; isKey?: boolean }

function Named({ name, label, wide = false, isKey = false }: NamedProps) {
  const text = useText('types')
  const rule = isKey
    ? { required: true, pattern: /^[a-z][a-z0-9-]{0,39}$/, message: text('field.key.hint') }
    : { required: true, whitespace: true, max: isKey ? 40 : 30, message: text('field.required') }
  return (
    <Form.Item name={name} rules={[rule]} {...(wide && { className: 'sesame-span-2' })}>
      <Input placeholder={label} aria-label={label} autoComplete="off" />
    </Form.Item>
  )
}
