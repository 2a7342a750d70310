import type { Scope } from '@sesame/contract/permissions'
import { Flex, Radio, Typography } from 'antd'
import { useText } from '../text.ts'

type ScopeChoiceProps = {
  choices: Scope[]
  value?: Scope
  onChange?: (scope: Scope) => void
  readOnly?: boolean
}

/** Whose data a role sees; works as a child of Form.Item. */
export function ScopeChoice({ choices, value, onChange, readOnly = false }: ScopeChoiceProps) {
  const text = useText('permissions')
  return (
    <Radio.Group
      value={value}
      disabled={readOnly}
      onChange={({ target }) => onChange?.(target.value as Scope)}
    >
      <Flex vertical gap={6}>
        {choices.map((scope) => (
          <Radio key={scope} value={scope}>
            {text(`scope.${scope}`)}
            <Typography.Text type="secondary" style={{ marginInlineStart: 8, fontSize: 12 }}>
              {text(`scope.${scope}.hint`)}
            </Typography.Text>
          </Radio>
        ))}
      </Flex>
    </Radio.Group>
  )
}
