import { refundBatchRoutes } from '@sesame/contract/refund-batches'
import { Button, Form, Input, Upload } from 'antd'
import { useCommand } from '../../../shared/api.ts'
import { EditDrawer } from '../../../shared/edit-drawer.tsx'
import { useText } from '../../../shared/text.ts'

type Values = { reason: string; numbers: string }
type DraftBatchProps = { open: boolean; onClose: () => void; onDrafted: (batchId: string) => void }

const rowsMax = 200

/** The first column of each line; a heading without digits is no number. */
export function numbersIn(typed: string): string[] {
  return typed
    .split(/\r?\n/)
    .map((line) => (line.split(/[,\t;，；]/)[0] ?? '').replaceAll(/["'\s\uFEFF]/g, ''))
    .filter((number) => /\d/.test(number))
}

/** Which orders, and why; answers a draft in which each has its amount or what keeps it from being refunded. */
export function DraftBatch({ open, onClose, onDrafted }: DraftBatchProps) {
  const text = useText('refunds')
  const orders = useText('orders')
  const [form] = Form.useForm<Values>()
  const draft = useCommand(refundBatchRoutes.draftRefundBatch)
  const submit = async ({ reason, numbers }: Values) => {
    const body = { reason: reason.trim(), orderNumbers: numbersIn(numbers) }
    const { id } = await draft.send({ body })
    onDrafted(id)
  }
  const read = async (file: File) => form.setFieldValue('numbers', await file.text())
  const rules = [
    {
      validator: (_: unknown, typed: string = '') => {
        const count = numbersIn(typed).length
        return count > 0 && count <= rowsMax
          ? Promise.resolve()
          : Promise.reject(new Error(text('batch.numbers.hint')))
      },
    },
  ]
  return (
    <EditDrawer<Values>
      id={open ? 'new' : undefined}
      onClose={onClose}
      title={text('batch.new')}
      form={form}
      initial={{}}
      saving={draft.sending}
      onSubmit={(values) => void submit(values).catch(() => undefined)}
      submitLabel={text('batch.preview')}
      width={480}
    >
      <Form.Item name="reason" label={text('reason')} rules={[{ required: true, whitespace: true, max: 80 }]}>
        <Input autoFocus autoComplete="off" placeholder={orders('reason.placeholder')} />
      </Form.Item>
      <Form.Item
        name="numbers"
        label={text('batch.numbers')}
        extra={text('batch.numbers.hint')}
        rules={rules}
      >
        <Input.TextArea autoSize={{ minRows: 8, maxRows: 20 }} />
      </Form.Item>
      <Upload
        accept=".txt,.csv,text/plain,text/csv"
        showUploadList={false}
        beforeUpload={(file) => {
          void read(file)
          return false
        }}
      >
        <Button>{text('batch.file')}</Button>
      </Upload>
    </EditDrawer>
  )
}
