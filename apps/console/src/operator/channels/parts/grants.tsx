import { operatorChannelRoutes } from '@sesame/contract/operator-channels'
import { Button, Flex, Input, Typography } from 'antd'
import { useState } from 'react'
import { useCommand, useQueryOf } from '../../../shared/api.ts'
import { ConfirmButton } from '../../../shared/confirm-button.tsx'
import { Answered } from '../../../shared/looks.tsx'
import { useNotice } from '../../../shared/notice.tsx'
import { Section } from '../../../shared/section.tsx'
import { ToneTag } from '../../../shared/state-tag.tsx'
import { useText } from '../../../shared/text.ts'
import type { Grant, OperatorAccount } from './account.ts'

const tones = { granted: 'own', withdrawn: 'escrow', never: 'neutral' } as const

/** Which merchants may collect by this account. */
export function Grants({ account, edits }: { account: OperatorAccount; edits: boolean }) {
  const text = useText('collecting')
  const [search, setSearch] = useState('')
  const grants = useQueryOf(operatorChannelRoutes.listGrants, {
    params: { operatorAccountId: account.id },
    query: { limit: 20, ...(search && { search }) },
  })
  return (
    <Section title={text('grants')}>
      <Typography.Paragraph type="secondary" style={{ fontSize: 12 }}>
        {text('grants.hint')}
      </Typography.Paragraph>
      <Input.Search
        allowClear
        placeholder={text('grants.search')}
        aria-label={text('grants.search')}
        onSearch={(typed) => setSearch(typed.trim())}
        style={{ marginBottom: 8 }}
      />
      <Answered query={grants}>
        {({ items, nextCursor }) => (
          <>
            {items.map((grant) => (
              <Row key={grant.merchantId} account={account} grant={grant} edits={edits} />
            ))}
            {items.length === 0 && <Typography.Text type="secondary">{text('grants.none')}</Typography.Text>}
            {nextCursor !== null && <Typography.Text type="secondary">{text('grants.more')}</Typography.Text>}
          </>
        )}
      </Answered>
    </Section>
  )
}

type RowProps = { account: OperatorAccount; grant: Grant; edits: boolean }

function Row({ account, grant, edits }: RowProps) {
  const text = useText('collecting')
  return (
    <Flex className="sesame-more-row" justify="space-between" align="center" gap={12} wrap>
      <span style={{ flex: 1, minWidth: 0 }}>
        {grant.name}{' '}
        <Typography.Text type="secondary" style={{ fontSize: 12 }}>
          {grant.code}
        </Typography.Text>
      </span>
      <ToneTag tone={tones[grant.state]}>{text(`state.${grant.state}`)}</ToneTag>
      {edits && <GrantButton account={account} grant={grant} />}
    </Flex>
  )
}

function GrantButton({ account, grant }: Omit<RowProps, 'edits'>) {
  const text = useText('collecting')
  const notice = useNotice()
  const save = useCommand(operatorChannelRoutes.saveGrant)
  const params = { operatorAccountId: account.id, merchantId: grant.merchantId }
  const give = async () => {
    try {
      await save.send({ params, body: { granted: true } })
      notice.done(text('grant.done'))
    } catch {
      // useCommand has shown the refusal.
    }
  }
  if (grant.state !== 'granted')
    return (
      <Button size="small" loading={save.sending} onClick={() => void give()}>
        {text('grant')}
      </Button>
    )
  return (
    <ConfirmButton
      danger
      label={text('withdraw')}
      title={text('withdraw.title', { merchant: grant.name })}
      hint={text('withdraw.hint')}
      facts={[{ label: text('name'), value: account.name }]}
      button={{ size: 'small' }}
      onConfirm={async () => {
        await save.send({ params, body: { granted: false } })
        notice.done(text('withdraw.done'))
      }}
    />
  )
}
