import { payoutRoutes } from '@sesame/contract/payouts'
import { Button, Flex, Progress, Typography } from 'antd'
import { useCommand, useQueryOf } from '../../../shared/api.ts'
import { ConfirmButton } from '../../../shared/confirm-button.tsx'
import { Answered } from '../../../shared/looks.tsx'
import { Money } from '../../../shared/money-text.tsx'
import { yuanText } from '../../../shared/money.ts'
import { useNotice } from '../../../shared/notice.tsx'
import { useSession } from '../../../shared/session.ts'
import { StateTag } from '../../../shared/state-tag.tsx'
import { useText } from '../../../shared/text.ts'
import { mayChange } from './payout-types.ts'

/** How far a batch has come, and the approval of all that waits in it. */
export function BatchProgress({ batchId, onClose }: { batchId: string; onClose: () => void }) {
  const text = useText('payouts')
  const query = useQueryOf(
    payoutRoutes.getPayoutBatch,
    { params: { batchId } },
    {
      refetchInterval: ({ state }) => (state.data?.states.some((one) => mayChange(one.state)) ? 4000 : false),
    },
  )
  return (
    <div className="sesame-panel" style={{ marginBottom: 12 }}>
      <Answered query={query}>
        {(batch) => {
          const done = batch.states.find(({ state }) => state === 'succeeded')?.payouts ?? 0
          const amount = `¥${yuanText(batch.amountFen)}`
          return (
            <Flex vertical gap={8}>
              <Flex justify="space-between" align="center" wrap gap={8}>
                <Typography.Text strong>{text('batch', { remark: batch.remark })}</Typography.Text>
                <Flex gap={8}>
                  <Button type="link" onClick={onClose}>
                    {text('batch.close')}
                  </Button>
                  <ApproveBatch batchId={batchId} />
                </Flex>
              </Flex>
              <Progress percent={Math.floor((100 * done) / Math.max(1, batch.payouts))} />
              <Flex gap={8} wrap align="center">
                <Typography.Text type="secondary">
                  {text('batch.progress', { done, all: batch.payouts, amount })}
                </Typography.Text>
                {batch.states.map(({ state, payouts }) => (
                  <span key={state}>
                    <StateTag kind="payout" state={state} /> {payouts}
                  </span>
                ))}
              </Flex>
            </Flex>
          )
        }}
      </Answered>
    </div>
  )
}

function ApproveBatch({ batchId }: { batchId: string }) {
  const text = useText('payouts')
  const notice = useNotice()
  const { can } = useSession('merchant')
  const approve = useCommand(payoutRoutes.approvePayouts, { quiet: true })
  const asked = useQueryOf(payoutRoutes.listPayouts, { query: { batchId, state: 'requested', limit: 100 } })
  const waiting = asked.data?.items ?? []
  if (waiting.length === 0 || !can('payout.approve')) return null
  if (waiting.some(({ mine }) => mine))
    return <Typography.Text type="secondary">{text('approve.mine')}</Typography.Text>
  const total = waiting.reduce((sum, { amountFen }) => sum + amountFen, 0)
  return (
    <ConfirmButton
      label={text('approve.batch')}
      title={text('approve.batch.title', { count: waiting.length, amount: `¥${yuanText(total)}` })}
      hint={text('approve.hint')}
      facts={[
        { label: text('new.people'), value: waiting.length },
        { label: text('new.sum'), value: <Money fen={total} />, strong: true },
      ]}
      button={{ type: 'primary' }}
      onConfirm={async () => {
        await approve.send({ body: { payoutIds: waiting.map(({ id }) => id) } })
        notice.done(text('approve.done'))
      }}
    />
  )
}
