import type { MerchantType } from '@sesame/contract/onboarding'
import { onboardingReviewRoutes } from '@sesame/contract/onboarding-review'
import type { BodyOf } from '@sesame/contract/route'
import type { Static } from '@sesame/contract/schema'
import { Form, Input, Switch } from 'antd'
import { isRefusal, useCommand } from '../../../shared/api.ts'
import { EditDrawer } from '../../../shared/edit-drawer.tsx'
import { useNotice } from '../../../shared/notice.tsx'
import { Section } from '../../../shared/section.tsx'
import { useSession } from '../../../shared/session.ts'
import { useText } from '../../../shared/text.ts'
import { DocumentRows } from './document-rows.tsx'
import { FieldRows } from './field-rows.tsx'
import './types.css'

export type TypeValues = BodyOf<typeof onboardingReviewRoutes.addType>
type TypeEditorProps = { type: Static<typeof MerchantType> | undefined; onClose: () => void }

const empty: Partial<TypeValues> = { enabled: true, summary: '', form: [], documents: [] }

export function TypeEditor({ type, onClose }: TypeEditorProps) {
  const text = useText('types')
  const notice = useNotice()
  const { can } = useSession('operator')
  const [form] = Form.useForm<TypeValues>()
  const add = useCommand(onboardingReviewRoutes.addType, { quiet: true })
  const edit = useCommand(onboardingReviewRoutes.editType, { quiet: true })
  const save = async ({ code, ...body }: TypeValues) => {
    try {
      await (type ? edit.send({ params: { code: type.code }, body }) : add.send({ body: { code, ...body } }))
      notice.done(text('saved'))
      onClose()
    } catch (error) {
      if (isRefusal(error, 'merchant-type.code_taken'))
        form.setFields([{ name: 'code', errors: [error.message] }])
      else notice.failed(error)
    }
  }
  return (
    <EditDrawer<TypeValues>
      id={type?.code ?? 'new'}
      onClose={onClose}
      title={type?.name ?? text('add')}
      form={form}
      initial={type ?? empty}
      saving={add.sending || edit.sending}
      onSubmit={(values) => void save(values)}
      readOnly={!can('merchant-type.edit')}
      width={820}
    >
      <div className="sesame-type-head">
        <Form.Item name="name" label={text('name')} rules={[{ required: true, whitespace: true, max: 60 }]}>
          <Input autoComplete="off" />
        </Form.Item>
        <Form.Item
          name="code"
          label={text('code')}
          rules={[{ required: true, pattern: /^[a-z][a-z-]{1,29}$/, message: text('code.hint') }]}
        >
          <Input autoComplete="off" disabled={type !== undefined} />
        </Form.Item>
        <Form.Item name="enabled" label={text('enabled')} valuePropName="checked">
          <Switch />
        </Form.Item>
      </div>
      <Form.Item name="summary" label={text('summary')}>
        <Input maxLength={200} />
      </Form.Item>
      <Section title={text('fields')}>
        <FieldRows />
      </Section>
      <Section title={text('documents')}>
        <DocumentRows />
      </Section>
    </EditDrawer>
  )
}
