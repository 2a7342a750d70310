import { UserAddOutlined } from '@ant-design/icons'
import { customerRoutes } from '@sesame/contract/orders'
import { Button, Form, Input, Modal, Typography } from 'antd'
import { useState } from 'react'
import { useCommand } from '../../../shared/api.ts'
import { normaliseDigits } from '../../../shared/money.ts'
import { useNotice } from '../../../shared/notice.tsx'
import { useText } from '../../../shared/text.ts'
import { isMobile, type Customer } from './customer-types.ts'
import { focusField } from '../../../shared/focus-in-dialog.ts'

type AddCustomerProps = { onAdded: (customer: Customer) => void }
type Values = { mobile: string; name: string }

export function AddCustomer({ onAdded }: AddCustomerProps) {
  const text = useText('customers')
  const common = useText('common')
  const notice = useNotice()
  const add = useCommand(customerRoutes.addCustomer)
  const [open, setOpen] = useState(false)
  const [form] = Form.useForm<Values>()

  const submit = async ({ mobile, name }: Values) => {
    const body = { mobile: normaliseDigits(mobile), name: name.trim() }
    const customer = await add.send({ body }).catch(() => undefined)
    if (!customer) return
    notice.done(text('add.done', { name: customer.name }))
    setOpen(false)
    onAdded(customer)
  }
  return (
    <>
      <Button type="primary" icon={<UserAddOutlined />} onClick={() => setOpen(true)}>
        {text('add')}
      </Button>
      <Modal
        open={open}
        title={text('add')}
        okText={text('add.submit')}
        cancelText={common('cancel')}
        confirmLoading={add.sending}
        onOk={form.submit}
        onCancel={() => setOpen(false)}
        width={440}
        afterOpenChange={focusField}
        destroyOnHidden
      >
        <Typography.Paragraph type="secondary">{text('add.hint')}</Typography.Paragraph>
        <Form
          form={form}
          layout="vertical"
          requiredMark={false}
          preserve={false}
          onFinish={(values) => void submit(values)}
        >
          <Form.Item
            name="mobile"
            label={text('mobile')}
            rules={[
              {
                validator: async (_, value: string | undefined) => {
                  if (!isMobile(normaliseDigits(value ?? ''))) throw new Error(text('mobile.wrong'))
                },
              },
            ]}
          >
            <Input inputMode="tel" autoFocus autoComplete="off" maxLength={16} />
          </Form.Item>
          <Form.Item
            name="name"
            label={text('name')}
            rules={[{ required: true, whitespace: true, message: text('name.required') }]}
          >
            <Input autoComplete="off" maxLength={60} />
          </Form.Item>
          <button type="submit" hidden />
        </Form>
      </Modal>
    </>
  )
}
