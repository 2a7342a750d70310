import { storeRoutes, type Store } from '@sesame/contract/staff'
import type { Static } from '@sesame/contract/schema'
import { Form, Input } from 'antd'
import { isRefusal, useCommand } from '../../../shared/api.ts'
import { EditDrawer } from '../../../shared/edit-drawer.tsx'
import { useNotice } from '../../../shared/notice.tsx'
import { useText } from '../../../shared/text.ts'

type Values = { name: string; address?: string }
type StoreEditorProps = { open: boolean; store: Static<typeof Store> | undefined; onClose: () => void }

export function StoreEditor({ open, store, onClose }: StoreEditorProps) {
  const text = useText('stores')
  const notice = useNotice()
  const [form] = Form.useForm<Values>()
  const add = useCommand(storeRoutes.addStore, { quiet: true })
  const edit = useCommand(storeRoutes.editStore, { quiet: true })

  const submit = async ({ name, address = '' }: Values) => {
    const body = { name, address }
    try {
      await (store ? edit.send({ params: { storeId: store.id }, body }) : add.send({ body }))
      notice.done(text('saved'))
      onClose()
    } catch (error) {
      if (isRefusal(error, 'store.name_taken')) form.setFields([{ name: 'name', errors: [error.message] }])
      else notice.failed(error)
    }
  }
  return (
    <EditDrawer<Values>
      id={open ? (store?.id ?? 'new') : undefined}
      onClose={onClose}
      title={text(store ? 'edit' : 'add')}
      form={form}
      initial={store ?? {}}
      saving={add.sending || edit.sending}
      onSubmit={(values) => void submit(values)}
      width={440}
    >
      <Form.Item name="name" label={text('name')} rules={[{ required: true, whitespace: true, max: 60 }]}>
        <Input autoFocus autoComplete="off" />
      </Form.Item>
      <Form.Item name="address" label={text('address')} rules={[{ max: 200 }]}>
        <Input.TextArea autoSize={{ minRows: 2 }} placeholder={text('address.placeholder')} />
      </Form.Item>
    </EditDrawer>
  )
}
