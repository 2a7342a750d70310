import { CopyOutlined } from '@ant-design/icons'
import { Alert, Button, Flex, Modal, Typography } from 'antd'
import { Facts } from './facts.tsx'
import { useCopy } from './use-copy.ts'
import { useText } from './text.ts'

export type Handover = { name: string; loginName: string; password: string }

/** A password that is seen once: it closes only by saying that it was handed over. */
export function TemporaryPassword({ shown, onClose }: { shown: Handover | undefined; onClose: () => void }) {
  const text = useText('passwords')
  const copy = useCopy()
  return (
    <Modal
      open={shown !== undefined}
      title={text('title')}
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
      width={440}
      footer={
        <Button type="primary" onClick={onClose}>
          {text('done')}
        </Button>
      }
    >
      {shown && (
        <Flex vertical gap={12}>
          <Alert type="warning" showIcon title={text('hint')} />
          <Facts
            facts={[
              { label: text('person'), value: shown.name },
              { label: text('loginName'), value: <Typography.Text code>{shown.loginName}</Typography.Text> },
              {
                label: text('password'),
                value: (
                  <Typography.Text code strong style={{ fontSize: 16 }}>
                    {shown.password}
                  </Typography.Text>
                ),
              },
            ]}
          />
          <Button icon={<CopyOutlined />} onClick={() => void copy(text('text', shown))}>
            {text('copyAll')}
          </Button>
        </Flex>
      )}
    </Modal>
  )
}
