import { refundRoutes, type Refundable as RefundableSchema } from '@sesame/contract/refunds'
import type { Static } from '@sesame/contract/schema'
import { Alert, Button, Flex, Segmented, Typography } from 'antd'
import { messageOf } from '@sesame/contract/messages/index'
import { useState } from 'react'
import { useCommand, useQueryOf } from '../../../shared/api.ts'
import { Facts } from '../../../shared/facts.tsx'
import { Answered } from '../../../shared/looks.tsx'
import { Money } from '../../../shared/money-text.tsx'
import { yuanText } from '../../../shared/money.ts'
import { rememberedLanguage } from '../../../shared/messages/index.ts'
import { useNotice, useProblem } from '../../../shared/notice.tsx'
import { ReasonField } from '../../../shared/reason-field.tsx'
import { useText } from '../../../shared/text.ts'
import type { Order } from './order-types.ts'
import { RefundLines } from './refund-lines.tsx'
import { amountOf, bodyOf } from './refund-part.ts'
import type { Part } from './refund-part.ts'

type Refundable = Static<typeof RefundableSchema>
type RefundDialogProps = { order: Order; onClose: () => void }

/** How much, of what, and why; the amount is said before it is sent, and checked by the server again. */
export function RefundDialog({ order, onClose }: RefundDialogProps) {
  const query = useQueryOf(refundRoutes.refundable, { params: { orderId: order.id } })
  return (
    <Answered query={query}>
      {(refundable) => <Choosing order={order} refundable={refundable} onClose={onClose} />}
    </Answered>
  )
}

function Choosing({ order, refundable, onClose }: RefundDialogProps & { refundable: Refundable }) {
  const text = useText('orders')
  const [isWhole, setWhole] = useState(refundable.wholeFen !== null)
  const [parts, setParts] = useState<Record<string, Part>>({})
  const [reason, setReason] = useState('')
  const { send, sending, failure } = useSending(order, onClose)
  const amountFen = isWhole ? (refundable.wholeFen ?? 0) : amountOf(refundable.lines, parts)
  const { reviewFromFen, wholeRefused } = refundable
  const submit = () => {
    const lines = isWhole ? undefined : bodyOf(refundable.lines, parts)
    void send({ reason: reason.trim(), lines, ...(isWhole && { expectedFen: amountFen }) })
  }
  return (
    <Flex vertical gap={14}>
      <Typography.Text type="secondary">{text('refund.hint')}</Typography.Text>
      <Segmented<boolean>
        block
        value={isWhole}
        onChange={setWhole}
        options={[
          { value: true, label: text('refund.whole'), disabled: refundable.wholeFen === null },
          { value: false, label: text('refund.part') },
        ]}
      />
      {wholeRefused && !isWhole && (
        <Typography.Text type="secondary" style={{ fontSize: 12 }}>
          {text('refund.whole')}：{messageOf(wholeRefused, rememberedLanguage())}
        </Typography.Text>
      )}
      {!isWhole && <RefundLines lines={refundable.lines} parts={parts} onChange={setParts} />}
      <ReasonField
        label={text('reason')}
        placeholder={text('reason.placeholder')}
        value={reason}
        onChange={setReason}
        suggestions={[text('reason.refund.1'), text('reason.refund.2'), text('reason.refund.3')]}
      />
      <Facts
        facts={[
          { label: text('refund.left'), value: <Money fen={refundable.refundableFen} /> },
          { label: text('refund.back'), value: order.tender ? text(`tender.${order.tender}`) : '–' },
          { label: text('refund.amount'), value: <Money fen={amountFen} tone="refunded" />, strong: true },
        ]}
      />
      {reviewFromFen !== null && amountFen >= reviewFromFen && (
        <Alert type="info" showIcon title={text('refund.waits', { amount: `¥${yuanText(reviewFromFen)}` })} />
      )}
      {failure && <Alert type="error" showIcon title={failure} />}
      <Button
        danger
        type="primary"
        block
        loading={sending}
        disabled={amountFen <= 0 || reason.trim() === ''}
        onClick={submit}
      >
        {text('refund.confirm', { amount: `¥${yuanText(amountFen)}` })}
      </Button>
    </Flex>
  )
}

type Sent = {
  reason: string
  lines: ReturnType<typeof bodyOf> | undefined
  expectedFen?: number
}

function useSending(order: Order, onClose: () => void) {
  const text = useText('orders')
  const notice = useNotice()
  const problemOf = useProblem()
  const refund = useCommand(refundRoutes.refundOrder, { quiet: true })
  const [failure, setFailure] = useState<string | undefined>(undefined)
  const send = async (body: Sent) => {
    setFailure(undefined)
    try {
      const after = await refund.send({ params: { orderId: order.id }, body })
      const isWaiting = after.refunds.at(-1)?.state === 'requested'
      notice.done(text(isWaiting ? 'refund.waiting' : 'refund.done'))
      onClose()
    } catch (error) {
      setFailure(problemOf(error).message)
    }
  }
  return { send, sending: refund.sending, failure }
}
