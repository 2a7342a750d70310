import { CopyOutlined } from '@ant-design/icons'
import { Button, Flex, Typography } from 'antd'
import { useCopy } from './use-copy.ts'
import { useText } from './text.ts'

/** A text that people carry elsewhere (an address, a number), with a button that copies it. */
export function CopyText({ value }: { value: string }) {
  const text = useText('common')
  const copy = useCopy()
  return (
    <Flex align="center" gap={4} justify="flex-end">
      <Typography.Text
        style={{ overflowWrap: 'anywhere', fontFamily: 'ui-monospace, monospace', fontSize: 13 }}
      >
        {value}
      </Typography.Text>
      <Button
        type="text"
        size="small"
        icon={<CopyOutlined />}
        aria-label={text('copy')}
        title={text('copy')}
        onClick={() => void copy(value)}
      />
    </Flex>
  )
}
