import { CheckCircleFilled, UploadOutlined } from '@ant-design/icons'
import { Button, Flex, Input, Typography, Upload } from 'antd'
import { useText } from '../text.ts'
import { pemHintOf, type PemKind } from './pem-hint.ts'

type PemInputProps = {
  wanted: PemKind
  value?: string
  onChange?: (pem: string) => void
  /** What was typed, pasted or read from a file, for whoever can tell more from it. */
  onRead?: (pem: string) => void
  id?: string
  'aria-label'?: string
}

const bytesMax = 20_000

/** A key by paste, file or drop, with a word on what it looks like; works as a child of Form.Item. */
export function PemInput({ wanted, value = '', onChange, onRead, ...rest }: PemInputProps) {
  const text = useText('channels')
  const hint = value.trim() ? pemHintOf(value, wanted) : undefined
  // What is wrong is said by the form, below.
  const praise = hint?.good ? hint : undefined
  const change = (pem: string) => {
    onChange?.(pem)
    onRead?.(pem)
  }
  const read = async (file: File | undefined) => {
    if (file && file.size <= bytesMax) change((await file.text()).trim())
  }
  return (
    <div
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault()
        void read(event.dataTransfer.files[0])
      }}
    >
      <Input.TextArea
        {...rest}
        value={value}
        onChange={(event) => change(event.target.value)}
        placeholder={`${text('pem.placeholder')}\n${text('pem.drop')}`}
        autoSize={{ minRows: 3, maxRows: 5 }}
        spellCheck={false}
        autoComplete="off"
        style={{ fontFamily: 'ui-monospace, monospace', fontSize: 12 }}
      />
      <Flex justify="space-between" align="center" gap={8} style={{ marginTop: 6 }}>
        {praise ? (
          <Typography.Text type="success" style={{ fontSize: 12 }}>
            <CheckCircleFilled /> {text(`pem.${praise.word}`)}
          </Typography.Text>
        ) : (
          <span />
        )}
        <Upload
          accept=".pem,.key,.txt,.crt,.cer"
          showUploadList={false}
          beforeUpload={(file) => {
            void read(file)
            return false
          }}
        >
          <Button size="small" icon={<UploadOutlined />}>
            {text('pem.upload')}
          </Button>
        </Upload>
      </Flex>
    </div>
  )
}
