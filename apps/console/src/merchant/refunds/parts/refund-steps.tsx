import { refundRoutes } from '@sesame/contract/refunds'
import { useState } from 'react'
import { useCommand } from '../../../shared/api.ts'
import { ConfirmButton } from '../../../shared/confirm-button.tsx'
import { Money } from '../../../shared/money-text.tsx'
import { yuanText } from '../../../shared/money.ts'
import { useNotice } from '../../../shared/notice.tsx'
import { ReasonField } from '../../../shared/reason-field.tsx'
import { useSession } from '../../../shared/session.ts'
import { useText } from '../../../shared/text.ts'
import { RetryRefund } from '../../orders/parts/refund-order.tsx'
import { PayByHand } from './pay-by-hand.tsx'
import type { RefundDetail } from './refund-types.ts'
import { TurnRefund } from './turn-refund.tsx'

type Of = { refund: RefundDetail }

/** The next steps that the refund allows, for those who may take them. */
export function RefundSteps({ refund }: Of) {
  const { can } = useSession('merchant')
  const has = (step: RefundDetail['steps'][number]) => refund.steps.includes(step)
  return (
    <>
      {has('give-up') && can('refund.approve') && <WithReason refund={refund} step="giveUp" />}
      {has('bank-card') && can('refund.by-hand') && <TurnRefund refund={refund} />}
      {has('by-hand') && can('refund.by-hand') && <PayByHand refund={refund} />}
      {has('retry') && <RetryRefund tender={refund.tender} refund={refund} />}
      {has('reject') && can('refund.approve') && <WithReason refund={refund} step="reject" />}
      {has('approve') && can('refund.approve') && <Approve refund={refund} />}
    </>
  )
}

function Approve({ refund }: Of) {
  const text = useText('refunds')
  const notice = useNotice()
  const approve = useCommand(refundRoutes.approveRefund, { quiet: true })
  const send = async () => {
    await approve.send({ params: { refundId: refund.id } })
    notice.done(text('step.done'))
  }
  return (
    <ConfirmButton
      label={text('step.approve')}
      title={text('step.approve.title', { amount: `¥${yuanText(refund.amountFen)}` })}
      hint={text('step.approve.hint')}
      facts={[
        { label: text('amount'), value: <Money fen={refund.amountFen} tone="refunded" />, strong: true },
        { label: text('reason'), value: refund.reason },
        { label: text('requestedBy'), value: refund.requestedByName ?? '–' },
      ]}
      button={{ type: 'primary' }}
      onConfirm={send}
    />
  )
}

/** Rejected, or given up: both need a reason, and leave the money where it was. */
function WithReason({ refund, step }: Of & { step: 'reject' | 'giveUp' }) {
  const text = useText('refunds')
  const orders = useText('orders')
  const notice = useNotice()
  const reject = useCommand(refundRoutes.rejectRefund, { quiet: true })
  const giveUp = useCommand(refundRoutes.giveUpRefund, { quiet: true })
  const [reason, setReason] = useState('')
  const send = async () => {
    const input = { params: { refundId: refund.id }, body: { reason: reason.trim() } }
    await (step === 'reject' ? reject.send(input) : giveUp.send(input))
    notice.done(text('step.done'))
  }
  return (
    <ConfirmButton
      label={text(`step.${step}`)}
      title={text(`step.${step}.title`, { amount: `¥${yuanText(refund.amountFen)}` })}
      hint={text(`step.${step}.hint`)}
      danger
      ready={reason.trim() !== ''}
      facts={[{ label: text('amount'), value: <Money fen={refund.amountFen} />, strong: true }]}
      onConfirm={send}
    >
      <ReasonField
        label={text('reason')}
        placeholder={orders('reason.placeholder')}
        value={reason}
        onChange={setReason}
      />
    </ConfirmButton>
  )
}
