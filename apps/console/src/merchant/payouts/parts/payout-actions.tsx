import { payoutRoutes } from '@sesame/contract/payouts'
import { Button, Typography } from 'antd'
import { useState } from 'react'
import { useCommand } from '../../../shared/api.ts'
import { ConfirmButton } from '../../../shared/confirm-button.tsx'
import { Money } from '../../../shared/money-text.tsx'
import { yuanText } from '../../../shared/money.ts'
import { useNotice } from '../../../shared/notice.tsx'
import { ReasonField } from '../../../shared/reason-field.tsx'
import { useSession } from '../../../shared/session.ts'
import { useText } from '../../../shared/text.ts'
import { isMoving } from './payout-types.ts'
import type { Payout } from './payout-types.ts'

export function PayoutActions({ payout }: { payout: Payout }) {
  const text = useText('payouts')
  const { can } = useSession('merchant')
  const isOpen = payout.state === 'requested' || (isMoving(payout.state) && !payout.cancelAsked)
  return (
    <>
      {isMoving(payout.state) && <QueryNow payout={payout} />}
      {isOpen && can('payout.request') && <Cancel payout={payout} />}
      {payout.state === 'requested' &&
        can('payout.approve') &&
        (payout.mine ? (
          <Typography.Text type="secondary">{text('approve.mine')}</Typography.Text>
        ) : (
          <Approve payout={payout} />
        ))}
    </>
  )
}

const saidOf = (payout: Payout) => ({ name: payout.staffName, amount: `¥${yuanText(payout.amountFen)}` })

function useFacts(payout: Payout) {
  const text = useText('payouts')
  return [
    { label: text('payee'), value: payout.staffName },
    { label: text('amount'), value: <Money fen={payout.amountFen} />, strong: true },
    { label: text('provider'), value: text(`provider.${payout.provider}`) },
    { label: text('remark'), value: payout.remark },
    { label: text('requestedBy'), value: payout.requestedBy },
  ]
}

function Approve({ payout }: { payout: Payout }) {
  const text = useText('payouts')
  const notice = useNotice()
  const approve = useCommand(payoutRoutes.approvePayouts, { quiet: true })
  return (
    <ConfirmButton
      label={text('approve')}
      title={text('approve.title', saidOf(payout))}
      hint={text('approve.hint')}
      facts={useFacts(payout)}
      button={{ type: 'primary' }}
      onConfirm={async () => {
        await approve.send({ body: { payoutIds: [payout.id] } })
        notice.done(text('approve.done'))
      }}
    />
  )
}

function Cancel({ payout }: { payout: Payout }) {
  const text = useText('payouts')
  const notice = useNotice()
  const cancel = useCommand(payoutRoutes.cancelPayout, { quiet: true })
  const [reason, setReason] = useState('')
  return (
    <ConfirmButton
      label={text('cancel')}
      title={text('cancel.title', saidOf(payout))}
      hint={text('cancel.hint')}
      facts={useFacts(payout)}
      danger
      ready={reason.trim() !== ''}
      onConfirm={async () => {
        await cancel.send({ params: { payoutId: payout.id }, body: { reason: reason.trim() } })
        notice.done(text('cancel.done'))
      }}
    >
      <ReasonField label={text('cancel.reason')} value={reason} onChange={setReason} />
    </ConfirmButton>
  )
}

function QueryNow({ payout }: { payout: Payout }) {
  const text = useText('payouts')
  const notice = useNotice()
  const query = useCommand(payoutRoutes.queryPayout)
  const ask = async () => {
    await query.send({ params: { payoutId: payout.id } })
    notice.done(text('query.done'))
  }
  return (
    <Button loading={query.sending} onClick={() => void ask().catch(() => undefined)}>
      {text('query')}
    </Button>
  )
}
