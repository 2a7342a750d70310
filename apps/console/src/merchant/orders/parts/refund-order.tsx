import { refundRoutes } from '@sesame/contract/refunds'
import { Button, Modal } from 'antd'
import { useState } from 'react'
import { useCommand } from '../../../shared/api.ts'
import { ConfirmButton } from '../../../shared/confirm-button.tsx'
import { Money } from '../../../shared/money-text.tsx'
import { yuanText } from '../../../shared/money.ts'
import { useNotice } from '../../../shared/notice.tsx'
import { useSession } from '../../../shared/session.ts'
import { useText } from '../../../shared/text.ts'
import type { Order, Refund } from './order-types.ts'
import { RefundDialog } from './refund-dialog.tsx'

/** The whole or a part of what was paid goes back. */
export function RefundOrder({ order }: { order: Order }) {
  const text = useText('orders')
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button danger onClick={() => setOpen(true)}>
        {text('refund')}
      </Button>
      <Modal
        open={open}
        title={text('refund')}
        footer={null}
        width={560}
        onCancel={() => setOpen(false)}
        destroyOnHidden
      >
        <RefundDialog order={order} onClose={() => setOpen(false)} />
      </Modal>
    </>
  )
}

type RetriedRefund = Pick<Refund, 'id' | 'amountFen' | 'problem'>

/** The same refund once more, when the channel could not make it. */
export function RetryRefund({ tender, refund }: { tender: Order['tender']; refund: RetriedRefund }) {
  const text = useText('orders')
  const notice = useNotice()
  const { can } = useSession('merchant')
  const again = useCommand(refundRoutes.retryRefund, { quiet: true })
  if (!can('refund.request')) return null
  const send = async () => {
    await again.send({ params: { refundId: refund.id } })
    notice.done(text('refund.done'))
  }
  return (
    <ConfirmButton
      label={text('refund.retry')}
      title={text('refund.retry.title', { amount: `¥${yuanText(refund.amountFen)}` })}
      hint={text('refund.retry.hint')}
      facts={[
        { label: text('refund.amount'), value: <Money fen={refund.amountFen} />, strong: true },
        { label: text('refund.back'), value: tender ? text(`tender.${tender}`) : '–' },
        refund.problem !== null && { label: text('reason'), value: refund.problem },
      ]}
      onConfirm={send}
    />
  )
}
