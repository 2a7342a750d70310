import { operatorChannelRoutes } from '@sesame/contract/operator-channels'
import { Button } from 'antd'
import { useState } from 'react'
import { useCommand } from '../../../shared/api.ts'
import { CertificatesSection } from '../../../shared/channels/certificates-section.tsx'
import { ProviderMark } from '../../../shared/channels/provider-mark.tsx'
import { Secrets } from '../../../shared/channels/secrets.tsx'
import { ConfirmButton } from '../../../shared/confirm-button.tsx'
import { CopyText } from '../../../shared/copy-text.tsx'
import { DetailDrawer } from '../../../shared/detail-drawer.tsx'
import { Facts } from '../../../shared/facts.tsx'
import { useNotice } from '../../../shared/notice.tsx'
import { StateTag } from '../../../shared/state-tag.tsx'
import { useText } from '../../../shared/text.ts'
import type { OperatorAccount } from './account.ts'
import { AccountEditor } from './account-editor.tsx'
import { Grants } from './grants.tsx'

type AccountDrawerProps = { account: OperatorAccount; edits: boolean; onClose: () => void }

export function AccountDrawer({ account, edits, onClose }: AccountDrawerProps) {
  const text = useText('collecting')
  const channels = useText('channels')
  const [replacing, setReplacing] = useState(false)
  if (replacing) return <AccountEditor account={account} onClose={() => setReplacing(false)} />
  return (
    <DetailDrawer
      id={account.id}
      onClose={onClose}
      title={
        <>
          <ProviderMark provider={account.provider} size={22} />
          {account.name}
        </>
      }
      aside={<StateTag kind="channel" state={account.enabled ? 'active' : 'disabled'} />}
      actions={
        edits && (
          <>
            <EnableButton account={account} />
            <Button onClick={() => setReplacing(true)}>{channels('keys.replace')}</Button>
          </>
        )
      }
    >
      <Facts
        facts={[
          { label: channels('provider'), value: channels(`provider.${account.provider}`) },
          { label: channels('merchantNumber'), value: <CopyText value={account.merchantNumber} /> },
          account.subMerchantNumber !== null && {
            label: channels('partner.subMerchantNumber'),
            value: <CopyText value={account.subMerchantNumber} />,
          },
          { label: text('merchants'), value: account.merchants },
          { label: channels('notifyUrl'), value: <CopyText value={account.notifyUrl} /> },
        ]}
      />
      <Grants account={account} edits={edits} />
      {account.provider === 'wechat-pay' && <Renewal account={account} edits={edits} />}
      <Secrets secrets={account.secrets} />
    </DetailDrawer>
  )
}

function EnableButton({ account }: { account: OperatorAccount }) {
  const text = useText('collecting')
  const channels = useText('channels')
  const notice = useNotice()
  const edit = useCommand(operatorChannelRoutes.editOperatorAccount, { quiet: true })
  const word = account.enabled ? 'disable' : 'enable'
  return (
    <ConfirmButton
      danger={account.enabled}
      label={text(word)}
      title={text(`${word}.title`, { name: account.name })}
      hint={text(`${word}.hint`)}
      facts={[
        { label: channels('merchantNumber'), value: account.merchantNumber },
        { label: text('merchants'), value: account.merchants },
      ]}
      onConfirm={async () => {
        await edit.send({ params: { operatorAccountId: account.id }, body: { enabled: !account.enabled } })
        notice.done(text('done'))
      }}
    />
  )
}

function Renewal({ account, edits }: { account: OperatorAccount; edits: boolean }) {
  const channels = useText('channels')
  const notice = useNotice()
  const refresh = useCommand(operatorChannelRoutes.refreshOperatorCertificates)
  const send = async () => {
    try {
      await refresh.send({ params: { operatorAccountId: account.id } })
      notice.done(channels('certificates.refreshed'))
    } catch {
      // useCommand has shown the refusal.
    }
  }
  const button = { sending: refresh.sending, send: () => void send() }
  return <CertificatesSection certificates={account.certificates} {...(edits && { refresh: button })} />
}
