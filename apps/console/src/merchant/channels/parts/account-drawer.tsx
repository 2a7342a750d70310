import { channelRoutes } from '@sesame/contract/channels'
import { Button, Flex, Typography } from 'antd'
import { useState } from 'react'
import { useCommand } from '../../../shared/api.ts'
import { ConfirmButton } from '../../../shared/confirm-button.tsx'
import { CopyText } from '../../../shared/copy-text.tsx'
import { DateTime } from '../../../shared/date-time.tsx'
import { DetailDrawer, useDetail } from '../../../shared/detail-drawer.tsx'
import { Facts } from '../../../shared/facts.tsx'
import { useNotice } from '../../../shared/notice.tsx'
import { Section } from '../../../shared/section.tsx'
import { useSession } from '../../../shared/session.ts'
import { StateTag } from '../../../shared/state-tag.tsx'
import { useText, type Text } from '../../../shared/text.ts'
import { LastTest } from './account-tiles.tsx'
import type { App, ChannelAccount } from './channel.ts'
import { KeysReplace } from './keys-replace.tsx'
import { ProviderMark } from './provider-mark.tsx'
import { TestPayment } from './test-payment.tsx'

type AccountDrawerProps = { account: ChannelAccount; apps: App[] }

export function AccountDrawer({ account, apps }: AccountDrawerProps) {
  const text = useText('channels')
  const { can } = useSession('merchant')
  const { close } = useDetail()
  const [replacing, setReplacing] = useState(false)
  const edits = can('channel.edit')
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
        edits && (
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
      <Secrets account={account} />
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

function secretName(name: string, text: Text<'channels'>): string {
  const [word = '', id] = name.split(' ', 2)
  if (word === 'platformKey') return text('secret.platformKey', { id: id ?? '' })
  if (
    word === 'merchantPrivateKeyPem' ||
    word === 'apiV3Key' ||
    word === 'appPrivateKeyPem' ||
    word === 'alipayPublicKeyPem'
  )
    return text(`secret.${word}`)
  return name
}

/** What is stored, by fingerprint only: keys are written, never read. */
function Secrets({ account }: { account: ChannelAccount }) {
  const text = useText('channels')
  return (
    <Section title={text('secrets')}>
      {account.secrets.map((secret) => (
        <Flex key={secret.name} justify="space-between" gap={12} wrap className="sesame-more-row">
          <span style={{ minWidth: 0, overflowWrap: 'anywhere' }}>{secretName(secret.name, text)}</span>
          <span>
            <Typography.Text code title={text('fingerprint')}>
              {secret.fingerprint}
            </Typography.Text>{' '}
            <Typography.Text type="secondary" style={{ fontSize: 12 }}>
              <DateTime at={secret.at} />
            </Typography.Text>
          </span>
        </Flex>
      ))}
      <Typography.Text type="secondary" style={{ fontSize: 12 }}>
        {text('secrets.note')}
      </Typography.Text>
    </Section>
  )
}
