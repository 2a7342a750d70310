import { cardRoutes } from '@sesame/contract/cards'
import type { AnswerOf } from '@sesame/contract/route'
import type { ButtonProps } from 'antd'
import { useState } from 'react'
import { useCommand } from '../../../shared/api.ts'
import { ConfirmButton } from '../../../shared/confirm-button.tsx'
import { Money } from '../../../shared/money-text.tsx'
import { useNotice } from '../../../shared/notice.tsx'
import { ReasonField } from '../../../shared/reason-field.tsx'
import { useSession } from '../../../shared/session.ts'
import { useText } from '../../../shared/text.ts'
import { isUndoable, visitsUsed, type Redemption } from './redemption-types.ts'

type UndoRedemptionProps = {
  redemption: Redemption
  button?: ButtonProps
  onUndone?: (answer: AnswerOf<typeof cardRoutes.undoRedemption>) => void
}

/** Puts back what was used; only within the set time and for those who may. */
export function UndoRedemption({ redemption, button, onUndone }: UndoRedemptionProps) {
  const text = useText('redemptions')
  const notice = useNotice()
  const { can } = useSession('merchant')
  const undo = useCommand(cardRoutes.undoRedemption, { quiet: true })
  const [reason, setReason] = useState('')
  if (!can('card.undo') || !isUndoable(redemption)) return null
  const send = async () => {
    const answer = await undo.send({
      params: { redemptionId: redemption.id },
      body: { reason: reason.trim() },
    })
    notice.done(text('undo.done'))
    onUndone?.(answer)
  }
  const visits = visitsUsed(redemption)
  return (
    <ConfirmButton
      label={text('undo')}
      title={text('undo.title')}
      hint={text('undo.hint')}
      facts={[
        { label: text('customer'), value: `${redemption.customerName} ${redemption.customerMobile}` },
        { label: text('what'), value: redemption.productName ?? (redemption.note || text('value')) },
        visits > 0 && { label: text('undo.back'), value: text('times', { count: visits }), strong: true },
        { label: text('amount'), value: <Money fen={redemption.amountFen} />, strong: visits === 0 },
      ]}
      danger
      ready={reason.trim() !== ''}
      onConfirm={send}
      {...(button ? { button } : {})}
    >
      <ReasonField
        label={text('undo.reason')}
        value={reason}
        onChange={setReason}
        suggestions={[text('undo.reason.1'), text('undo.reason.2')]}
      />
    </ConfirmButton>
  )
}
