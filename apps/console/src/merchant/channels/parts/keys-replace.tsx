import { channelRoutes } from '@sesame/contract/channels'
import { Form, Typography } from 'antd'
import { useCommand } from '../../../shared/api.ts'
import { EditDrawer } from '../../../shared/edit-drawer.tsx'
import { useNotice } from '../../../shared/notice.tsx'
import { useText } from '../../../shared/text.ts'
import { KeysFields, keysInitial, keysOf, type KeysValues } from '../../../shared/channels/keys-fields.tsx'
import type { ChannelAccount } from './channel.ts'

/** New keys for a known number. */
export function KeysReplace({ account, onClose }: { account: ChannelAccount; onClose: () => void }) {
  const text = useText('channels')
  const notice = useNotice()
  const [form] = Form.useForm<KeysValues>()
  const edit = useCommand(channelRoutes.editChannelAccount)
  const submit = async (values: KeysValues) => {
    try {
      const body = { keys: keysOf(account.provider, values) }
      await edit.send({ params: { channelAccountId: account.id }, body })
      notice.done(text('keys.replaced'))
      onClose()
    } catch {
      // useCommand has shown the refusal; the keys stay as they were typed.
    }
  }
  return (
    <EditDrawer<KeysValues>
      id={account.id}
      onClose={onClose}
      title={`${account.name} · ${text('keys.replace')}`}
      form={form}
      initial={{
        ...keysInitial,
        merchantNumber: account.merchantNumber,
        isPartner: account.subMerchantNumber !== null,
        ...(account.subMerchantNumber !== null && { subMerchantNumber: account.subMerchantNumber }),
      }}
      saving={edit.sending}
      onSubmit={(values) => void submit(values)}
      width={640}
    >
      <Typography.Paragraph type="secondary">{text('keys.replace.hint')}</Typography.Paragraph>
      <KeysFields provider={account.provider} />
    </EditDrawer>
  )
}
