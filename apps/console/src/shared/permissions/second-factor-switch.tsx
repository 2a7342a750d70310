import { Form, Switch } from 'antd'
import { useText } from '../text.ts'

/** Whether whoever holds the role sets up a second factor before anything else. */
export function SecondFactorSwitch({ readOnly }: { readOnly: boolean }) {
  const words = useText('permissions')
  return (
    <Form.Item
      name="secondFactor"
      label={words('secondFactor')}
      extra={words('secondFactor.hint')}
      valuePropName="checked"
    >
      <Switch disabled={readOnly} />
    </Form.Item>
  )
}
