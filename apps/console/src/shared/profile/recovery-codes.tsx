import { CopyOutlined } from '@ant-design/icons'
import { Alert, Button, Flex, Modal, Typography } from 'antd'
import { useCopy } from '../use-copy.ts'
import { useText } from '../text.ts'

type RecoveryCodesProps = { codes: string[] | undefined; onClose: () => void }

/** Seen once: it closes only by saying that they are kept. */
export function RecoveryCodes({ codes, onClose }: RecoveryCodesProps) {
  const text = useText('secondFactor')
  const copy = useCopy()
  return (
    <Modal
      open={codes !== undefined}
      title={text('codes')}
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
      width={440}
      footer={
        <Button type="primary" onClick={onClose}>
          {text('codes.kept')}
        </Button>
      }
    >
      <Flex vertical gap={12}>
        <Alert type="warning" showIcon title={text('codes.hint')} />
        <div className="sesame-recovery-codes">
          {codes?.map((code) => (
            <Typography.Text key={code} code>
              {code}
            </Typography.Text>
          ))}
        </div>
        <Button icon={<CopyOutlined />} onClick={() => void copy(codes?.join('\n') ?? '')}>
          {text('codes.copy')}
        </Button>
      </Flex>
    </Modal>
  )
}
