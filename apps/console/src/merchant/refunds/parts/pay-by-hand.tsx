import { refundRoutes } from '@sesame/contract/refunds'
import { Flex, Input, Segmented, Typography } from 'antd'
import { useState } from 'react'
import { useCommand } from '../../../shared/api.ts'
import { ConfirmButton } from '../../../shared/confirm-button.tsx'
import { Money } from '../../../shared/money-text.tsx'
import { yuanText } from '../../../shared/money.ts'
import { useNotice } from '../../../shared/notice.tsx'
import { useSession } from '../../../shared/session.ts'
import { useText } from '../../../shared/text.ts'
import { ProofInput } from './proof-input.tsx'
import type { Proof } from './proof-input.tsx'
import type { RefundDetail } from './refund-types.ts'

/** Somebody paid the customer in the channel's place, and shows it. */
export function PayByHand({ refund }: { refund: RefundDetail }) {
  const text = useText('refunds')
  const notice = useNotice()
  const { can } = useSession('merchant')
  const pay = useCommand(refundRoutes.payRefundByHand, { quiet: true })
  const [by, setBy] = useState<'transfer' | 'cash'>('transfer')
  const [note, setNote] = useState('')
  const [proofs, setProofs] = useState<Proof[]>([])
  const send = async () => {
    const imageIds = proofs.map(({ imageId }) => imageId)
    await pay.send({ params: { refundId: refund.id }, body: { by, note: note.trim(), imageIds } })
    notice.done(text('step.done'))
  }
  return (
    <ConfirmButton
      label={text('step.byHand')}
      title={text('step.byHand.title', { amount: `¥${yuanText(refund.amountFen)}` })}
      hint={text('step.byHand.hint')}
      ready={note.trim() !== '' && proofs.length > 0}
      facts={[{ label: text('amount'), value: <Money fen={refund.amountFen} />, strong: true }]}
      onConfirm={send}
    >
      <Flex vertical gap={12}>
        {can('refund.cash') && (
          <Segmented<'transfer' | 'cash'>
            value={by}
            onChange={setBy}
            options={[
              { value: 'transfer', label: text('byHand.transfer') },
              { value: 'cash', label: text('byHand.cash') },
            ]}
          />
        )}
        <label>
          <Typography.Text type="secondary">{text('step.byHand.note')}</Typography.Text>
          <Input.TextArea
            value={note}
            maxLength={200}
            autoSize={{ minRows: 2 }}
            placeholder={text('step.byHand.note.placeholder')}
            onChange={(event) => setNote(event.target.value)}
            style={{ marginTop: 4 }}
          />
        </label>
        <div>
          <Typography.Text type="secondary">{text('step.byHand.proof')}</Typography.Text>
          <div style={{ marginTop: 4 }}>
            <ProofInput value={proofs} onChange={setProofs} />
          </div>
        </div>
      </Flex>
    </ConfirmButton>
  )
}
