import { channelRoutes } from '@sesame/contract/channels'
import { useSearch } from '@tanstack/react-router'
import { Form, Input, Select } from 'antd'
import { useCommand } from '../../../shared/api.ts'
import { EditDrawer } from '../../../shared/edit-drawer.tsx'
import { useNotice } from '../../../shared/notice.tsx'
import { Section } from '../../../shared/section.tsx'
import { useText } from '../../../shared/text.ts'
import type { App, ChannelAccount } from './channel.ts'
import { DomainChecks } from './domain-checks.tsx'

type AppEditorProps = {
  app: App | undefined
  accounts: ChannelAccount[]
  readOnly: boolean
  onClose: () => void
}
type Values = {
  kind: App['kind']
  name: string
  appId: string
  secret?: string
  channelAccountId?: string | undefined
  templates?: Record<string, string>
}

const kinds: App['kind'][] = [
  'wechat-mini-program',
  'wechat-official-account',
  'wechat-mobile-app',
  'alipay-app',
]
const events = ['order.paid', 'card.redeemed', 'refund.succeeded'] as const
/** Form paths are split at dots, so the fields of events are named without them. */
const fieldOf = (event: string) => event.replace('.', '_')

export function AppEditor({ app, accounts, readOnly, onClose }: AppEditorProps) {
  const text = useText('channels')
  const notice = useNotice()
  // Somebody who comes from an account that lacks an app finds it chosen.
  const search: Record<string, string> = useSearch({ strict: false })
  const [form] = Form.useForm<Values>()
  const kind = (Form.useWatch('kind', form) as App['kind'] | undefined) ?? app?.kind ?? 'wechat-mini-program'
  const add = useCommand(channelRoutes.addApp)
  const edit = useCommand(channelRoutes.editApp)

  const submit = async (values: Values) => {
    const templates = events
      .map((event) => ({ event, templateId: values.templates?.[fieldOf(event)]?.trim() ?? '' }))
      .filter((template) => template.templateId !== '')
    const body = {
      name: values.name,
      appId: values.appId,
      channelAccountId: values.channelAccountId ?? null,
      templates,
      ...(values.secret ? { secret: values.secret.trim() } : {}),
    }
    try {
      await (app ? edit.send({ params: { id: app.id }, body }) : add.send({ body: { kind, ...body } }))
      notice.done(text('saved'))
      onClose()
    } catch {
      // useCommand has shown the refusal; the form stays as it was typed.
    }
  }
  return (
    <EditDrawer<Values>
      id={app?.id ?? 'new'}
      onClose={onClose}
      title={app?.name ?? text('app.add')}
      form={form}
      initial={{
        kind: app?.kind ?? 'wechat-mini-program',
        name: app?.name ?? '',
        appId: app?.appId ?? '',
        channelAccountId: app ? (app.channelAccountId ?? undefined) : search['app.account'],
        templates: Object.fromEntries(
          (app?.templates ?? []).map(({ event, templateId }) => [fieldOf(event), templateId]),
        ),
      }}
      saving={add.sending || edit.sending}
      onSubmit={(values) => void submit(values)}
      readOnly={readOnly}
    >
      <Fields app={app} kind={kind} accounts={accounts} readOnly={readOnly} />
      {kind === 'wechat-mini-program' && <TemplateFields />}
      {app && kind === 'wechat-official-account' && <DomainChecks app={app} edits={!readOnly} />}
    </EditDrawer>
  )
}

type FieldsProps = Pick<AppEditorProps, 'app' | 'accounts' | 'readOnly'> & { kind: App['kind'] }

function Fields({ app, kind, accounts, readOnly }: FieldsProps) {
  const text = useText('channels')
  const provider = kind === 'alipay-app' ? 'alipay' : 'wechat-pay'
  return (
    <>
      <Form.Item name="kind" label={text('app.kind')}>
        <Select
          disabled={readOnly || app !== undefined}
          options={kinds.map((one) => ({ value: one, label: text(`app.kind.${one}`) }))}
        />
      </Form.Item>
      <Form.Item name="name" label={text('app.name')} rules={[{ required: true, whitespace: true, max: 60 }]}>
        <Input autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="appId"
        label={text('app.appId')}
        rules={[{ required: true }, { pattern: /^[0-9A-Za-z]{8,32}$/, message: text('app.appId.hint') }]}
      >
        <Input autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="secret"
        label={text(kind === 'alipay-app' ? 'app.secret.alipay-app' : 'app.secret')}
        extra={text('app.secret.hint')}
        rules={[{ min: 16, max: 4000 }]}
      >
        <Input.Password
          autoComplete="new-password"
          placeholder={app?.secretStored ? text('app.secret.keep') : ''}
        />
      </Form.Item>
      <Form.Item name="channelAccountId" label={text('app.account')}>
        <Select
          allowClear
          placeholder={text('app.account.none')}
          options={accounts
            .filter((account) => account.provider === provider)
            .map((account) => ({ value: account.id, label: account.name }))}
        />
      </Form.Item>
    </>
  )
}

function TemplateFields() {
  const text = useText('channels')
  return (
    <Section title={text('app.templates')}>
      <p style={{ marginTop: 0, fontSize: 12, opacity: 0.8 }}>{text('app.templates.hint')}</p>
      {events.map((event) => (
        <Form.Item
          key={event}
          name={['templates', fieldOf(event)]}
          label={text(`app.event.${event}`)}
          rules={[{ max: 64 }]}
        >
          <Input autoComplete="off" />
        </Form.Item>
      ))}
    </Section>
  )
}
