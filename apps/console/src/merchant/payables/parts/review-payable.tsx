import { payoutRoutes } from '@sesame/contract/payouts'
import { Flex, Typography } from 'antd'
import { useState } from 'react'
import { useCommand } from '../../../shared/api.ts'
import { ConfirmButton } from '../../../shared/confirm-button.tsx'
import { Money } from '../../../shared/money-text.tsx'
import { yuanText } from '../../../shared/money.ts'
import { useNotice } from '../../../shared/notice.tsx'
import { ReasonField } from '../../../shared/reason-field.tsx'
import { useSession } from '../../../shared/session.ts'
import { useText } from '../../../shared/text.ts'
import type { Payable } from './payable-types.ts'

/** Approve or reject, for whoever may and did not enter it. */
export function ReviewPayable({ payable }: { payable: Payable }) {
  const text = useText('payables')
  const notice = useNotice()
  const { can } = useSession('merchant')
  const review = useCommand(payoutRoutes.reviewPayable, { quiet: true })
  const [note, setNote] = useState('')
  if (payable.state !== 'entered' || !can('payout.approve')) return '–'
  if (payable.mine) return <Typography.Text type="secondary">{text('mine')}</Typography.Text>
  const said = { name: payable.staffName, amount: `¥${yuanText(payable.amountFen)}` }
  const facts = [
    { label: text('staff'), value: payable.staffName },
    { label: text('amount'), value: <Money fen={payable.amountFen} />, strong: true },
    { label: text('reason'), value: payable.reason },
    { label: text('enteredBy'), value: payable.enteredBy },
  ]
  const send = async (approve: boolean) => {
    const body = { approve, note: approve ? '' : note.trim() }
    await review.send({ params: { payableId: payable.id }, body })
    notice.done(text('review.done'))
  }
  return (
    <Flex gap={8}>
      <ConfirmButton
        label={text('approve')}
        title={text('approve.title', said)}
        hint={text('approve.hint')}
        facts={facts}
        button={{ size: 'small', type: 'primary', ghost: true }}
        onConfirm={() => send(true)}
      />
      <ConfirmButton
        label={text('reject')}
        title={text('reject.title', said)}
        facts={facts}
        danger
        ready={note.trim() !== ''}
        button={{ size: 'small' }}
        onConfirm={() => send(false)}
      >
        <ReasonField label={text('reject.reason')} value={note} onChange={setNote} />
      </ConfirmButton>
    </Flex>
  )
}
