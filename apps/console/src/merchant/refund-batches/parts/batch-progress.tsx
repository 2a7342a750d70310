import type { RefundBatch } from '@sesame/contract/refund-batches'
import type { Static } from '@sesame/contract/schema'
import { Flex, Progress, Typography } from 'antd'
import { useText } from '../../../shared/text.ts'
import type { Tone } from '../../../shared/theme.ts'

type Batch = Static<typeof RefundBatch>

export const batchTones: Record<Batch['state'], Tone> = {
  draft: 'escrow',
  running: 'refunded',
  done: 'own',
  discarded: 'neutral',
}

/** How much of a batch has arrived, and what of it needs somebody. */
export function BatchProgress({ batch }: { batch: Batch }) {
  const text = useText('refunds')
  const wanted = batch.rows - batch.refused
  if (batch.state === 'draft' || batch.state === 'discarded') return <>–</>
  const percent = wanted === 0 ? 100 : Math.round((batch.succeeded / wanted) * 100)
  const words = [
    batch.waiting > 0 && `${text('batch.waiting')} ${batch.waiting}`,
    batch.underWay > 0 && `${text('batch.underWay')} ${batch.underWay}`,
    batch.stuck > 0 && `${text('batch.stuck')} ${batch.stuck}`,
    batch.refused > 0 && `${text('batch.refused')} ${batch.refused}`,
  ].filter(Boolean)
  return (
    <Flex vertical>
      <Progress
        percent={percent}
        size="small"
        {...(batch.stuck > 0 ? { status: 'exception' as const } : {})}
        format={() => `${batch.succeeded}/${wanted}`}
      />
      {words.length > 0 && (
        <Typography.Text type="secondary" style={{ fontSize: 12 }}>
          {words.join(' · ')}
        </Typography.Text>
      )}
    </Flex>
  )
}
