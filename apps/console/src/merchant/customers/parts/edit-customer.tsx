import { customerRoutes } from '@sesame/contract/orders'
import { Button, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { useCommand } from '../../../shared/api.ts'
import { useNotice } from '../../../shared/notice.tsx'
import { useText } from '../../../shared/text.ts'
import type { Customer } from './customer-types.ts'
import { focusField } from '../../../shared/focus-in-dialog.ts'

type Values = { name: string; note: string }

export function EditCustomer({ customer }: { customer: Customer }) {
  const text = useText('customers')
  const common = useText('common')
  const notice = useNotice()
  const edit = useCommand(customerRoutes.editCustomer)
  const [open, setOpen] = useState(false)
  const [form] = Form.useForm<Values>()

  const submit = async ({ name, note }: Values) => {
    const body = { name: name.trim(), note: note.trim() }
    const saved = await edit.send({ params: { customerId: customer.id }, body }).catch(() => undefined)
    if (!saved) return
    notice.done(text('edit.done'))
    setOpen(false)
  }
  return (
    <>
      <Button onClick={() => setOpen(true)}>{text('edit')}</Button>
      <Modal
        open={open}
        title={text('edit.title')}
        okText={common('save')}
        cancelText={common('cancel')}
        confirmLoading={edit.sending}
        onOk={form.submit}
        onCancel={() => setOpen(false)}
        width={440}
        afterOpenChange={focusField}
        destroyOnHidden
      >
        <Form
          form={form}
          layout="vertical"
          preserve={false}
          initialValues={{ name: customer.name, note: customer.note }}
          onFinish={(values) => void submit(values)}
        >
          <Form.Item
            name="name"
            label={text('name')}
            rules={[{ required: true, whitespace: true, message: text('name.required') }]}
          >
            <Input autoFocus autoComplete="off" maxLength={60} />
          </Form.Item>
          <Form.Item name="note" label={text('note')}>
            <Input.TextArea rows={3} maxLength={500} showCount placeholder={text('note.placeholder')} />
          </Form.Item>
        </Form>
      </Modal>
    </>
  )
}
