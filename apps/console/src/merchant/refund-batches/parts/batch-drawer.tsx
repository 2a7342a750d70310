import { messageOf } from '@sesame/contract/messages/index'
import { refundBatchRoutes, type RefundBatchRows } from '@sesame/contract/refund-batches'
import type { Static } from '@sesame/contract/schema'
import { Link } from '@tanstack/react-router'
import { Flex, Typography } from 'antd'
import { useCommand, useQueryOf } from '../../../shared/api.ts'
import { ConfirmButton } from '../../../shared/confirm-button.tsx'
import { DetailDrawer } from '../../../shared/detail-drawer.tsx'
import { Facts } from '../../../shared/facts.tsx'
import { Answered } from '../../../shared/looks.tsx'
import { rememberedLanguage } from '../../../shared/messages/index.ts'
import { Money } from '../../../shared/money-text.tsx'
import { yuanText } from '../../../shared/money.ts'
import { StateTag, ToneTag } from '../../../shared/state-tag.tsx'
import { useText } from '../../../shared/text.ts'
import { BatchProgress, batchTones } from './batch-progress.tsx'

type Batch = Static<typeof RefundBatchRows>

/** While anything of it is on its way it is looked at every second. */
const askAgain = ({ state }: { state: { data?: Batch | undefined } }) =>
  state.data && (state.data.state === 'running' || state.data.underWay > 0) ? 1000 : false

type BatchDrawerProps = { id: string | undefined; onClose: () => void }

/** A batch order by order: before it is confirmed what it would do, afterwards what became of each. */
export function BatchDrawer({ id, onClose }: BatchDrawerProps) {
  const text = useText('refunds')
  const query = useQueryOf(
    refundBatchRoutes.getRefundBatch,
    { params: { batchId: id ?? '' } },
    { enabled: id !== undefined, refetchInterval: askAgain },
  )
  const batch = query.data
  return (
    <DetailDrawer
      id={id}
      onClose={onClose}
      width={720}
      title={batch?.reason ?? text('batch')}
      aside={batch && <ToneTag tone={batchTones[batch.state]}>{text(`batch.state.${batch.state}`)}</ToneTag>}
      actions={batch?.state === 'draft' && <Decide batch={batch} onClose={onClose} />}
    >
      <Answered query={query}>{(answer) => <Body batch={answer} />}</Answered>
    </DetailDrawer>
  )
}

function Decide({ batch, onClose }: { batch: Batch; onClose: () => void }) {
  const text = useText('refunds')
  const confirm = useCommand(refundBatchRoutes.confirmRefundBatch, { quiet: true })
  const discard = useCommand(refundBatchRoutes.discardRefundBatch, { quiet: true })
  const params = { batchId: batch.id }
  const count = batch.waiting
  return (
    <>
      <ConfirmButton
        label={text('batch.discard')}
        title={text('batch.discard.title')}
        onConfirm={() => discard.send({ params }).then(onClose)}
      />
      <ConfirmButton
        label={text('batch.confirm')}
        title={text('batch.confirm.title', { count, amount: `¥${yuanText(batch.amountFen)}` })}
        hint={text('batch.confirm.hint')}
        danger
        disabled={count === 0}
        facts={[
          { label: text('batch.rows'), value: count },
          { label: text('amount'), value: <Money fen={batch.amountFen} tone="refunded" />, strong: true },
          batch.refused > 0 && { label: text('batch.refused'), value: batch.refused },
        ]}
        button={{ type: 'primary' }}
        onConfirm={() => confirm.send({ params })}
      />
    </>
  )
}

function Body({ batch }: { batch: Batch }) {
  const text = useText('refunds')
  return (
    <Flex vertical gap={16}>
      <Facts
        facts={[
          { label: text('batch.rows'), value: batch.rows },
          { label: text('batch.total'), value: <Money fen={batch.amountFen} />, strong: true },
          {
            label: text('batch.succeeded'),
            value: <Money fen={batch.succeededFen} tone="refunded" />,
          },
          { label: text('batch.by'), value: batch.createdByName },
        ]}
      />
      {batch.state !== 'draft' && <BatchProgress batch={batch} />}
      <div role="list">
        {batch.items.map((row) => (
          <OneRow key={row.position} row={row} />
        ))}
      </div>
    </Flex>
  )
}

function OneRow({ row }: { row: Batch['items'][number] }) {
  const text = useText('refunds')
  const orders = useText('orders')
  return (
    <Flex role="listitem" className="sesame-more-row" justify="space-between" gap={12}>
      <div style={{ minWidth: 0 }}>
        {row.orderId ? (
          <Link to={`/m/orders/${row.orderId}` as never}>{row.orderNumber}</Link>
        ) : (
          row.orderNumber
        )}
        <Typography.Text type="secondary" style={{ display: 'block', fontSize: 12 }}>
          {row.title && `${row.title} · ${row.customerName ?? orders('walkIn')}`}
        </Typography.Text>
        {(row.refused ?? row.problem) && (
          <Typography.Text type="danger" style={{ fontSize: 12 }}>
            {row.refused ? messageOf(row.refused, rememberedLanguage()) : row.problem}
          </Typography.Text>
        )}
      </div>
      <Flex vertical align="flex-end" gap={4} style={{ flex: 'none' }}>
        {row.refused ? <ToneTag tone="risk">{text('batch.refused')}</ToneTag> : <Money fen={row.amountFen} />}
        {row.refundId && row.refundState && (
          <Link to={`/m/refunds/${row.refundId}` as never}>
            <StateTag kind="refund" state={row.refundState} />
          </Link>
        )}
      </Flex>
    </Flex>
  )
}
