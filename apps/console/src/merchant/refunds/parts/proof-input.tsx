import { PlusOutlined } from '@ant-design/icons'
import { refundRoutes } from '@sesame/contract/refunds'
import { Button, Flex, Image, Upload } from 'antd'
import { useState } from 'react'
import { client } from '../../../shared/api.ts'
import { base64Of } from '../../../shared/base64-of.ts'
import { useNotice } from '../../../shared/notice.tsx'
import { useText } from '../../../shared/text.ts'

export type Proof = { imageId: string; url: string }
type ProofInputProps = { value: Proof[]; onChange: (proofs: Proof[]) => void }

const most = 5

/** Pictures that show a payment, uploaded as they are chosen. */
export function ProofInput({ value, onChange }: ProofInputProps) {
  const text = useText('refunds')
  const notice = useNotice()
  const [uploading, setUploading] = useState(false)
  const upload = async (file: File) => {
    setUploading(true)
    try {
      const body = { base64: await base64Of(file) }
      onChange([...value, await client.call(refundRoutes.addRefundProof, { body })])
    } catch (error) {
      notice.failed(error)
    } finally {
      setUploading(false)
    }
  }
  return (
    <Flex gap={8} wrap>
      {value.map(({ imageId, url }) => (
        <Image key={imageId} src={url} width={72} height={72} alt={text('step.byHand.proof')} />
      ))}
      {value.length < most && (
        <Upload
          accept="image/jpeg,image/png,image/webp"
          showUploadList={false}
          disabled={uploading}
          beforeUpload={(file) => {
            void upload(file)
            return false
          }}
        >
          <Button type="dashed" loading={uploading} icon={<PlusOutlined />} style={{ height: 72 }}>
            {text('step.byHand.add')}
          </Button>
        </Upload>
      )}
    </Flex>
  )
}
