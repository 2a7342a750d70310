import { cardRoutes } from '@sesame/contract/cards'
import { Link } from '@tanstack/react-router'
import { Flex, Typography } from 'antd'
import { useQueryOf } from '../../../../shared/api.ts'
import { DateTime } from '../../../../shared/date-time.tsx'
import { Answered } from '../../../../shared/looks.tsx'
import { Money } from '../../../../shared/money-text.tsx'
import { Panel } from '../../../../shared/page-shell.tsx'
import { ToneTag } from '../../../../shared/state-tag.tsx'
import { useText } from '../../../../shared/text.ts'
import { UndoRedemption } from '../../../redemptions/parts/undo-redemption.tsx'
import { visitsUsed } from '../../../redemptions/parts/redemption-types.ts'
import type { Redemption } from '../../counter-types.ts'

const shownMax = 8

/** What I redeemed last, each with a way back while there is one. */
export function RecentRedemptions() {
  const text = useText('counter')
  const recent = useQueryOf(cardRoutes.listRedemptions, { query: { mine: true, limit: shownMax } })
  return (
    <Panel title={text('recent')} extra={<Link to="/m/redemptions?mine=true">{text('recent.all')}</Link>}>
      <Answered query={recent}>
        {({ items }) =>
          items.length === 0 ? (
            <Typography.Text type="secondary">{text('recent.empty')}</Typography.Text>
          ) : (
            <div role="list">
              {items.map((redemption) => (
                <div key={redemption.id} role="listitem" className="sesame-more-row">
                  <Recent redemption={redemption} />
                </div>
              ))}
            </div>
          )
        }
      </Answered>
    </Panel>
  )
}

function Recent({ redemption }: { redemption: Redemption }) {
  const text = useText('counter')
  const redemptions = useText('redemptions')
  const visits = visitsUsed(redemption)
  const undone = redemption.state === 'undone'
  return (
    <Flex justify="space-between" align="center" gap={8}>
      <div style={{ minWidth: 0 }}>
        <Typography.Text delete={undone}>
          {redemption.productName ?? (redemption.note || redemptions('value'))}{' '}
          <strong>
            {visits > 0 ? redemptions('times', { count: visits }) : <Money fen={redemption.amountFen} />}
          </strong>
        </Typography.Text>
        <div>
          <Typography.Text type="secondary" style={{ fontSize: 12 }}>
            {redemption.customerName} · <DateTime at={redemption.at} show="clock" />
          </Typography.Text>
        </div>
      </div>
      {undone ? (
        <ToneTag tone="neutral">{text('recent.undone')}</ToneTag>
      ) : (
        <UndoRedemption redemption={redemption} button={{ size: 'small' }} />
      )}
    </Flex>
  )
}
