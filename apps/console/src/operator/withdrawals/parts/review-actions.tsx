import { withdrawalReviewRoutes as routes } from '@sesame/contract/withdrawals'
import { DatePicker, Flex, Input, Typography } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { useCommand } from '../../../shared/api.ts'
import { ConfirmButton } from '../../../shared/confirm-button.tsx'
import type { Fact } from '../../../shared/facts.tsx'
import { Money } from '../../../shared/money-text.tsx'
import { useNotice } from '../../../shared/notice.tsx'
import { ReasonField } from '../../../shared/reason-field.tsx'
import { useText } from '../../../shared/text.ts'
import type { Reviewed } from './reviewed.ts'

type Props = { withdrawal: Reviewed }

/** What may be done next with a withdrawal, by its state. */
export function ReviewActions({ withdrawal }: Props) {
  const { state, approvedByMe } = withdrawal
  const waits = state === 'requested' || state === 'reviewing'
  return (
    <>
      {(waits || state === 'approved') && <GiveBack withdrawal={withdrawal} how="reject" />}
      {waits && !approvedByMe && <Approve withdrawal={withdrawal} />}
      {state === 'approved' && <Start withdrawal={withdrawal} />}
      {state === 'transferring' && <GiveBack withdrawal={withdrawal} how="fail" />}
      {state === 'transferring' && <Finish withdrawal={withdrawal} />}
    </>
  )
}

const paramsOf = ({ merchantId, id: withdrawalId }: Reviewed) => ({ merchantId, withdrawalId })

function useFacts({ merchantName, amountFen, holder, bank, bankNumber }: Reviewed): Fact[] {
  const text = useText('withdrawals')
  return [
    { label: text('merchant'), value: merchantName },
    { label: text('amount'), value: <Money fen={amountFen} />, strong: true },
    { label: text('holder'), value: holder },
    { label: text('bankAccount'), value: `${bank} ${bankNumber.slice(-4)}` },
  ]
}

function Approve({ withdrawal }: Props) {
  const text = useText('withdrawals')
  const notice = useNotice()
  const { send } = useCommand(routes.approveWithdrawal, { quiet: true })
  const last = withdrawal.approvals + 1 >= withdrawal.reviewers
  const facts = useFacts(withdrawal)
  return (
    <ConfirmButton
      label={text('approve')}
      title={text('approve.title')}
      facts={[
        ...facts,
        { label: text('approve.after'), value: text(last ? 'approve.second' : 'approve.first') },
      ]}
      onConfirm={async () => {
        await send({ params: paramsOf(withdrawal) })
        notice.done(text('approve.done'))
      }}
      button={{ type: 'primary' }}
    />
  )
}

function Start({ withdrawal }: Props) {
  const text = useText('withdrawals')
  const notice = useNotice()
  const { send } = useCommand(routes.startTransfer, { quiet: true })
  const facts = useFacts(withdrawal)
  return (
    <ConfirmButton
      label={text('start')}
      title={text('start.title')}
      hint={text('start.hint')}
      facts={facts}
      onConfirm={async () => {
        await send({ params: paramsOf(withdrawal) })
        notice.done(text('start.done'))
      }}
      button={{ type: 'primary' }}
    />
  )
}

const reasons = { reject: ['reason.file', 'reason.name'], fail: ['reason.bank', 'reason.name'] } as const

function GiveBack({ withdrawal, how }: Props & { how: 'reject' | 'fail' }) {
  const text = useText('withdrawals')
  const notice = useNotice()
  const { send } = useCommand(how === 'reject' ? routes.rejectWithdrawal : routes.failTransfer, {
    quiet: true,
  })
  const [reason, setReason] = useState('')
  const facts = useFacts(withdrawal)
  return (
    <ConfirmButton
      label={text(how)}
      title={text(`${how}.title`)}
      hint={text(`${how}.hint`)}
      facts={facts.slice(0, 2)}
      ready={reason.trim() !== ''}
      danger
      onConfirm={async () => {
        await send({ params: paramsOf(withdrawal), body: { reason } })
        notice.done(text(`${how}.done`))
      }}
    >
      <ReasonField
        label={text('reason')}
        value={reason}
        onChange={setReason}
        suggestions={reasons[how].map((word) => text(word))}
      />
    </ConfirmButton>
  )
}

function Finish({ withdrawal }: Props) {
  const text = useText('withdrawals')
  const notice = useNotice()
  const { send } = useCommand(routes.finishTransfer, { quiet: true })
  const [reference, setReference] = useState('')
  const [day, setDay] = useState(dayjs())
  const facts = useFacts(withdrawal)
  return (
    <ConfirmButton
      label={text('finish')}
      title={text('finish.title')}
      facts={facts}
      ready={reference.trim() !== ''}
      onConfirm={async () => {
        const body = { reference: reference.trim(), transferredOn: day.format('YYYY-MM-DD') }
        await send({ params: paramsOf(withdrawal), body })
        notice.done(text('finish.done'))
      }}
      button={{ type: 'primary' }}
    >
      <Flex vertical gap={8}>
        <label>
          <Typography.Text type="secondary">{text('reference')}</Typography.Text>
          <Input
            value={reference}
            maxLength={60}
            onChange={({ target }) => setReference(target.value)}
            style={{ marginTop: 4 }}
          />
        </label>
        <label>
          <Typography.Text type="secondary">{text('transferredOn')}</Typography.Text>
          <DatePicker
            value={day}
            allowClear={false}
            maxDate={dayjs()}
            onChange={(next) => next && setDay(next)}
            style={{ width: '100%', marginTop: 4 }}
          />
        </label>
      </Flex>
    </ConfirmButton>
  )
}
