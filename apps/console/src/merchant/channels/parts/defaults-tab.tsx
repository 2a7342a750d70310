import { channelRoutes } from '@sesame/contract/channels'
import { Select, Typography } from 'antd'
import { useCommand, useQueryOf } from '../../../shared/api.ts'
import { Answered } from '../../../shared/looks.tsx'
import { useNotice } from '../../../shared/notice.tsx'
import { Panel } from '../../../shared/page-shell.tsx'
import { useText } from '../../../shared/text.ts'
import type { App, ChannelAccount, PaymentDefault } from './channel.ts'
import { choicesOf, methods, type Choice, type Method } from './default-choices.ts'

type DefaultsTabProps = { accounts: ChannelAccount[]; apps: App[]; edits: boolean }

/** Which account takes a method that is not bound to the app in which the customer is. */
export function DefaultsTab({ accounts, apps, edits }: DefaultsTabProps) {
  const text = useText('channels')
  const defaults = useQueryOf(channelRoutes.listPaymentDefaults, {})
  return (
    <Panel>
      <Typography.Paragraph type="secondary">{text('defaults.hint')}</Typography.Paragraph>
      <Answered query={defaults}>
        {({ items }) =>
          methods.map((method) => (
            <MethodRow
              key={method}
              method={method}
              chosen={items.find((one) => one.method === method)}
              choices={choicesOf(method, accounts, apps)}
              edits={edits}
            />
          ))
        }
      </Answered>
    </Panel>
  )
}

type MethodRowProps = {
  method: Method
  chosen: PaymentDefault | undefined
  choices: Choice[]
  edits: boolean
}

function MethodRow({ method, chosen, choices, edits }: MethodRowProps) {
  const text = useText('channels')
  const notice = useNotice()
  const save = useCommand(channelRoutes.savePaymentDefault)
  const choose = async (key: string) => {
    const choice = choices.find((one) => one.key === key)
    const { channelAccountId = null, appId = null } = choice ?? {}
    try {
      await save.send({ params: { method }, body: { channelAccountId, appId } })
      notice.done(text('defaults.saved'))
    } catch {
      // useCommand has shown the refusal.
    }
  }
  const key = choices.find(
    (one) => one.channelAccountId === chosen?.channelAccountId && one.appId === chosen.appId,
  )?.key
  return (
    <div className="sesame-more-row sesame-default-row">
      <span>{text(`method.${method}`)}</span>
      <Select
        aria-label={text(`method.${method}`)}
        style={{ width: 280, maxWidth: '100%' }}
        disabled={!edits || choices.length === 0}
        loading={save.sending}
        value={key ?? ''}
        onChange={(next: string) => void choose(next)}
        options={[
          { value: '', label: text('defaults.auto') },
          ...choices.map(({ key: value, label }) => ({ value, label })),
        ]}
      />
    </div>
  )
}
