import { PlusOutlined } from '@ant-design/icons'
import { Button, Flex, Form, Input, Switch } from 'antd'
import { useText } from '../../../shared/text.ts'
import { RowButtons } from './row-buttons.tsx'

const fresh = { key: '', label: '', required: true, hint: '', expires: false }

/** The documents that a merchant of this type hands in, in their order. */
export function DocumentRows() {
  const text = useText('types')
  return (
    <Form.List name="documents">
      {(rows, { add, remove, move }) => (
        <Flex vertical gap={10}>
          {rows.map(({ key, name }, place) => (
            <div key={key} className="sesame-type-row">
              <Form.Item
                name={[name, 'label']}
                className="sesame-span-2"
                rules={[{ required: true, whitespace: true, max: 60, message: text('field.required') }]}
              >
                <Input placeholder={text('field.label')} aria-label={text('field.label')} />
              </Form.Item>
              <Form.Item
                name={[name, 'key']}
                className="sesame-span-2"
                rules={[
                  { required: true, pattern: /^[a-z][a-z0-9-]{0,39}$/, message: text('field.key.hint') },
                ]}
              >
                <Input placeholder={text('field.key')} aria-label={text('field.key')} />
              </Form.Item>
              <Form.Item name={[name, 'required']} valuePropName="checked">
                <Switch checkedChildren={text('required')} unCheckedChildren={text('optional')} />
              </Form.Item>
              <Form.Item name={[name, 'expires']} valuePropName="checked">
                <Switch checkedChildren={text('expires')} unCheckedChildren={text('expires.not')} />
              </Form.Item>
              <Form.Item name={[name, 'hint']} className="sesame-span-6">
                <Input placeholder={text('field.hint')} aria-label={text('field.hint')} maxLength={200} />
              </Form.Item>
              <RowButtons place={place} count={rows.length} onMove={move} onRemove={() => remove(name)} />
            </div>
          ))}
          <Button type="dashed" icon={<PlusOutlined />} onClick={() => add(fresh)}>
            {text('document.add')}
          </Button>
        </Flex>
      )}
    </Form.List>
  )
}
