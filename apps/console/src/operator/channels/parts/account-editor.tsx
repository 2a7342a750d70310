import { operatorChannelRoutes } from '@sesame/contract/operator-channels'
import { Alert, Form, Input, Radio, Typography } from 'antd'
import { useCommand } from '../../../shared/api.ts'
import { providers, type Provider } from '../../../shared/channels/channel.ts'
import { KeysFields, keysInitial, keysOf, type KeysValues } from '../../../shared/channels/keys-fields.tsx'
import { EditDrawer } from '../../../shared/edit-drawer.tsx'
import { useNotice } from '../../../shared/notice.tsx'
import { useText } from '../../../shared/text.ts'
import type { OperatorAccount } from './account.ts'

type Values = KeysValues & { provider: Provider; name: string }
type AccountEditorProps = { account: OperatorAccount | undefined; onClose: () => void }

/** A new account of the operator's, or new keys for a known one. */
export function AccountEditor({ account, onClose }: AccountEditorProps) {
  const text = useText('collecting')
  const channels = useText('channels')
  const notice = useNotice()
  const [form] = Form.useForm<Values>()
  const chosen = Form.useWatch('provider', form) as Provider | undefined
  const provider = account?.provider ?? chosen ?? 'wechat-pay'
  const add = useCommand(operatorChannelRoutes.addOperatorAccount)
  const edit = useCommand(operatorChannelRoutes.editOperatorAccount)
  const submit = async (values: Values) => {
    const body = { name: values.name, keys: keysOf(provider, values) }
    try {
      await (account ? edit.send({ params: { operatorAccountId: account.id }, body }) : add.send({ body }))
      notice.done(text('done'))
      onClose()
    } catch {
      // useCommand has shown the refusal; the keys stay as they were typed.
    }
  }
  return (
    <EditDrawer<Values>
      id={account?.id ?? 'new'}
      onClose={onClose}
      title={account ? `${account.name} · ${channels('keys.replace')}` : text('add')}
      form={form}
      initial={{
        ...keysInitial,
        provider,
        name: account?.name ?? '',
        ...(account && { merchantNumber: account.merchantNumber }),
        ...(account?.subMerchantNumber && { isPartner: true, subMerchantNumber: account.subMerchantNumber }),
      }}
      saving={add.sending || edit.sending}
      onSubmit={(values) => void submit(values)}
      width={640}
    >
      {account ? (
        <Typography.Paragraph type="secondary">{channels('keys.replace.hint')}</Typography.Paragraph>
      ) : (
        <>
          <Alert type="info" showIcon title={text('save.hint')} style={{ marginBottom: 16 }} />
          <Form.Item name="provider" label={channels('provider')}>
            <Radio.Group
              options={providers.map((one) => ({ value: one, label: channels(`provider.${one}`) }))}
            />
          </Form.Item>
        </>
      )}
      <Form.Item name="name" label={text('name')} rules={[{ required: true, whitespace: true, max: 60 }]}>
        <Input autoComplete="off" />
      </Form.Item>
      <KeysFields provider={provider} />
    </EditDrawer>
  )
}
