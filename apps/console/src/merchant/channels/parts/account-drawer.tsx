import { channelRoutes } from '@sesame/contract/channels'
import { Button, Typography } from 'antd'
import { useState } from 'react'
import { useCommand } from '../../../shared/api.ts'
import { CertificatesSection } from '../../../shared/channels/certificates-section.tsx'
import { ProviderMark } from '../../../shared/channels/provider-mark.tsx'
import { Secrets } from '../../../shared/channels/secrets.tsx'
import { ConfirmButton } from '../../../shared/confirm-button.tsx'
import { CopyText } from '../../../shared/copy-text.tsx'
import { DetailDrawer, useDetail } from '../../../shared/detail-drawer.tsx'
import { Facts } from '../../../shared/facts.tsx'
import { useNotice } from '../../../shared/notice.tsx'
import { Section } from '../../../shared/section.tsx'
import { useSession } from '../../../shared/session.ts'
import { StateTag } from '../../../shared/state-tag.tsx'
import { useText } from '../../../shared/text.ts'
import { LastTest } from './account-tiles.tsx'
import type { App, ChannelAccount } from './channel.ts'
import { KeysReplace } from './keys-replace.tsx'
import { TestPayment } from './test-payment.tsx'
import { WechatPlaces } from './wechat-places.tsx'

type AccountDrawerProps = { account: ChannelAccount; apps: App[] }

export function AccountDrawer({ account, apps }: AccountDrawerProps) {
  const text = useText('channels')
  const { can } = useSession('merchant')
  const { close } = useDetail()
  const [replacing, setReplacing] = useState(false)
  const edits = can('channel.edit')
  // The operator's number: the operator looks after it.
  const mine = account.custody === 'own'
  if (replacing) return <KeysReplace account={account} onClose={() => setReplacing(false)} />
  return (
    <DetailDrawer
      id={account.id}
      onClose={close}
      title={
        <>
          <ProviderMark provider={account.provider} size={22} />
          {account.name}
        </>
      }
      aside={<StateTag kind="channel" state={account.enabled ? 'active' : 'disabled'} />}
      actions={
        edits &&
        mine && (
          <>
            <EnableButton account={account} />
            <Button onClick={() => setReplacing(true)}>{text('keys.replace')}</Button>
          </>
        )
      }
    >
      <Facts
        facts={[
          { label: text('provider'), value: text(`provider.${account.provider}`) },
          { label: text('merchantNumber'), value: <CopyText value={account.merchantNumber} /> },
          account.subMerchantNumber !== null && {
            label: text('partner.subMerchantNumber'),
            value: <CopyText value={account.subMerchantNumber} />,
          },
          { label: text('custody'), value: text(`custody.${account.custody}`) },
          { label: text('lastTest'), value: <LastTest account={account} /> },
          { label: text('notifyUrl'), value: <CopyText value={account.notifyUrl} /> },
          { label: text('apps'), value: appNames(account, apps) ?? text('apps.none') },
        ]}
      />
      <Typography.Paragraph type="secondary" style={{ fontSize: 12, marginTop: 4 }}>
        {text('notifyUrl.hint')}
      </Typography.Paragraph>
      {edits && (
        <Section title={text('test')}>
          <TestPayment account={account} />
        </Section>
      )}
      {account.provider === 'wechat-pay' && <WechatPlaces account={account} />}
      {mine && account.provider === 'wechat-pay' && <Renewal account={account} edits={edits} />}
      {mine && <Secrets secrets={account.secrets} />}
    </DetailDrawer>
  )
}

function appNames(account: ChannelAccount, apps: App[]): string | undefined {
  const names = apps.filter((app) => app.channelAccountId === account.id).map((app) => app.name)
  return names.length > 0 ? names.join('、') : undefined
}

function EnableButton({ account }: { account: ChannelAccount }) {
  const text = useText('channels')
  const notice = useNotice()
  const edit = useCommand(channelRoutes.editChannelAccount, { quiet: true })
  const word = account.enabled ? 'disable' : 'enable'
  return (
    <ConfirmButton
      danger={account.enabled}
      label={text(word)}
      title={text(`${word}.title`, { name: account.name })}
      hint={text(`${word}.hint`)}
      facts={[
        { label: text('provider'), value: text(`provider.${account.provider}`) },
        { label: text('merchantNumber'), value: account.merchantNumber },
        { label: text('apps'), value: account.appIds.length },
      ]}
      onConfirm={async () => {
        await edit.send({ params: { channelAccountId: account.id }, body: { enabled: !account.enabled } })
        notice.done(text(account.enabled ? 'disabled.done' : 'enabled.done'))
      }}
    />
  )
}

function Renewal({ account, edits }: { account: ChannelAccount; edits: boolean }) {
  const text = useText('channels')
  const notice = useNotice()
  const refresh = useCommand(channelRoutes.refreshCertificates)
  const send = async () => {
    try {
      await refresh.send({ params: { channelAccountId: account.id } })
      notice.done(text('certificates.refreshed'))
    } catch {
      // useCommand has shown the refusal.
    }
  }
  const button = { sending: refresh.sending, send: () => void send() }
  return <CertificatesSection certificates={account.certificates} {...(edits && { refresh: button })} />
}
