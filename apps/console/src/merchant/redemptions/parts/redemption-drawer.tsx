import { cardRoutes } from '@sesame/contract/cards'
import { Link } from '@tanstack/react-router'
import { Flex, Typography } from 'antd'
import { useQueryOf } from '../../../shared/api.ts'
import { DateTime } from '../../../shared/date-time.tsx'
import { DetailDrawer } from '../../../shared/detail-drawer.tsx'
import { Facts } from '../../../shared/facts.tsx'
import { Answered } from '../../../shared/looks.tsx'
import { Money } from '../../../shared/money-text.tsx'
import { CardLink } from '../../../shared/person-link.tsx'
import { useSession } from '../../../shared/session.ts'
import { StateTag } from '../../../shared/state-tag.tsx'
import { useText } from '../../../shared/text.ts'
import { TransfersButton } from '../../../shared/transfers-button.tsx'
import { isUndoable, visitsUsed, type Redemption } from './redemption-types.ts'
import { UndoRedemption } from './undo-redemption.tsx'

type RedemptionDrawerProps = { id: string | undefined; onClose: () => void }

export function RedemptionDrawer({ id, onClose }: RedemptionDrawerProps) {
  const text = useText('redemptions')
  const query = useQueryOf(
    cardRoutes.getRedemption,
    { params: { redemptionId: id ?? '' } },
    { enabled: id !== undefined },
  )
  const redemption = query.data
  return (
    <DetailDrawer
      id={id}
      onClose={onClose}
      title={redemption ? (redemption.productName ?? (redemption.note || text('value'))) : text('what')}
      aside={redemption && <StateTag kind="redemption" state={redemption.state} />}
      actions={redemption && isUndoable(redemption) && <UndoRedemption redemption={redemption} />}
      width={520}
    >
      <Answered query={query}>{(answer) => <RedemptionBody redemption={answer} />}</Answered>
    </DetailDrawer>
  )
}

function RedemptionBody({ redemption }: { redemption: Redemption }) {
  const text = useText('redemptions')
  const visits = visitsUsed(redemption)
  return (
    <>
      <Flex justify="space-between" align="flex-end" wrap gap={8} style={{ marginBottom: 12 }}>
        <div>
          <Typography.Text type="secondary">{text('used')}</Typography.Text>
          <div style={{ fontSize: 28, fontWeight: 600 }}>
            {visits > 0 ? (
              text('times', { count: visits })
            ) : (
              <Money fen={redemption.amountFen} size="figure" />
            )}
          </div>
        </div>
        <TransfersButton subjects={[{ kind: 'redemption', id: redemption.id }]} />
      </Flex>
      <RedemptionFacts redemption={redemption} />
    </>
  )
}

function RedemptionFacts({ redemption }: { redemption: Redemption }) {
  const text = useText('redemptions')
  const { can } = useSession('merchant')
  const { giftVisits, bonusFen } = redemption
  return (
    <Facts
      facts={[
        { label: text('customer'), value: `${redemption.customerName} ${redemption.customerMobile}` },
        { label: text('card'), value: <CardLink id={redemption.cardId} number={redemption.cardNumber} /> },
        giftVisits > 0 && { label: text('used'), value: text('times.gift', { count: giftVisits }) },
        { label: text('amount'), value: <Money fen={redemption.amountFen} /> },
        { label: text('earned'), value: <Money fen={redemption.earnedFen} tone="released" />, strong: true },
        bonusFen > 0 && { label: text('bonus'), value: <Money fen={bonusFen} /> },
        redemption.note !== '' && { label: text('note'), value: redemption.note },
        { label: text('staff'), value: redemption.staffName },
        { label: text('store'), value: redemption.storeName ?? '–' },
        { label: text('at'), value: <DateTime at={redemption.at} show="second" /> },
        can('order.view') && {
          label: text('order'),
          value: <Link to={`/m/orders/${redemption.orderId}`}>{text('openOrder')}</Link>,
        },
        redemption.undoneAt !== null && {
          label: text('undoneAt'),
          value: <DateTime at={redemption.undoneAt} show="second" />,
        },
        redemption.state === 'done' && {
          label: text('undoUntil'),
          value: isUndoable(redemption) ? <DateTime at={redemption.undoUntil} /> : text('undo.late'),
        },
      ]}
    />
  )
}
