import { Button, Drawer, Flex, Typography } from 'antd'
import { useState } from 'react'
import { moneyRoutes, type Transfer as TransferSchema } from '@sesame/contract/money'
import type { Static } from '@sesame/contract/schema'
import { DateTime } from './date-time.tsx'
import { MoreList } from './list/more-list.tsx'
import { useMore } from './list/use-more.ts'
import { Money } from './money-text.tsx'
import { useSession } from './session.ts'
import { useText } from './text.ts'
import { usePhone } from './use-phone.ts'

export type Transfer = Static<typeof TransferSchema>
/** What caused transfers: an order, a refund, a redemption, a card. */
export type TransferSubject = { kind: string; id: string; name?: string }

type TransfersButtonProps = { subjects: TransferSubject[]; label?: string }

/** Opens the transfers behind an amount; nothing for those who may not see the books. */
export function TransfersButton({ subjects, label }: TransfersButtonProps) {
  const text = useText('transfers')
  const phone = usePhone()
  const { can } = useSession('merchant')
  const [open, setOpen] = useState(false)
  if (!can('money.view')) return null
  return (
    <>
      <Button type="link" size="small" style={{ paddingInline: 0 }} onClick={() => setOpen(true)}>
        {label ?? text('open')}
      </Button>
      <Drawer
        open={open}
        onClose={() => setOpen(false)}
        title={text('title')}
        size={phone ? '100%' : 520}
        destroyOnHidden
      >
        <Typography.Paragraph type="secondary">{text('purpose')}</Typography.Paragraph>
        {subjects.map((subject) => (
          <SubjectTransfers key={subject.id} subject={subject} />
        ))}
      </Drawer>
    </>
  )
}

function SubjectTransfers({ subject }: { subject: TransferSubject }) {
  const text = useText('transfers')
  const list = useMore(moneyRoutes.listTransfers, {
    query: { subjectKind: subject.kind, subjectId: subject.id },
  })
  return (
    <section style={{ marginBottom: 20 }}>
      {subject.name && (
        <Typography.Title level={3} style={{ fontSize: 14, margin: '0 0 4px' }}>
          {subject.name}
        </Typography.Title>
      )}
      <MoreList
        list={list}
        rowKey={(transfer) => transfer.id}
        empty={text('empty')}
        render={(transfer) => <TransferRow transfer={transfer} />}
      />
    </section>
  )
}

/** One transfer: what it was, from which account to which, how much of which unit. */
export function TransferRow({ transfer }: { transfer: Transfer }) {
  const text = useText('transfers')
  return (
    <Flex vertical gap={4}>
      <Flex justify="space-between" gap={12}>
        <Typography.Text strong>{transfer.kindName}</Typography.Text>
        <Amount transfer={transfer} />
      </Flex>
      <Flex vertical style={{ fontSize: 13 }}>
        <Side label={text('debit')} name={transfer.debitName} code={transfer.debitCode} />
        <Side label={text('credit')} name={transfer.creditName} code={transfer.creditCode} />
      </Flex>
      <Typography.Text type="secondary" style={{ fontSize: 12 }}>
        <DateTime at={transfer.at} show="second" />
        {transfer.undoes && ` · ${text('undoes')}`}
      </Typography.Text>
    </Flex>
  )
}

function Side({ label, name, code }: { label: string; name: string; code: string }) {
  return (
    <Flex gap={8} title={code}>
      <Typography.Text type="secondary" style={{ flex: 'none' }}>
        {label}
      </Typography.Text>
      <span style={{ minWidth: 0, overflowWrap: 'anywhere' }}>{name}</span>
    </Flex>
  )
}

function Amount({ transfer }: { transfer: Transfer }) {
  if (transfer.unit === 'CNY') return <Money fen={transfer.amount} />
  return (
    <span style={{ whiteSpace: 'nowrap' }}>
      {transfer.amount} × {transfer.unitName}
    </span>
  )
}
