import { cashRoutes } from '@sesame/contract/cash'
import { Button, Modal } from 'antd'
import { useState } from 'react'
import { AmountHead } from '../../../shared/amount-head.tsx'
import { useCommand, useQueryOf } from '../../../shared/api.ts'
import { ConfirmButton } from '../../../shared/confirm-button.tsx'
import { DateTime, timeText } from '../../../shared/date-time.tsx'
import { DetailDrawer } from '../../../shared/detail-drawer.tsx'
import { Facts } from '../../../shared/facts.tsx'
import { Answered } from '../../../shared/looks.tsx'
import { Money } from '../../../shared/money-text.tsx'
import { yuanText } from '../../../shared/money.ts'
import { useNotice } from '../../../shared/notice.tsx'
import { Receipt } from '../../../shared/receipt.tsx'
import { Section } from '../../../shared/section.tsx'
import { useSession } from '../../../shared/session.ts'
import { StateTag } from '../../../shared/state-tag.tsx'
import { useText } from '../../../shared/text.ts'
import type { HandIn } from './cash-types.ts'
import { Difference } from './hand-in-columns.tsx'

type HandInDrawerProps = { id: string | undefined; onClose: () => void }

/** One hand-in: what was counted against what, who received it, and its receipt. */
export function HandInDrawer({ id, onClose }: HandInDrawerProps) {
  const text = useText('cash')
  const query = useQueryOf(
    cashRoutes.getHandIn,
    { params: { handInId: id ?? '' } },
    { enabled: id !== undefined },
  )
  const handIn = query.data
  return (
    <DetailDrawer
      id={id}
      onClose={onClose}
      title={text('handIn')}
      width={520}
      aside={handIn && <StateTag kind="cash" state={handIn.state} />}
      actions={handIn && <Actions handIn={handIn} />}
    >
      <Answered query={query}>{(answer) => <Body handIn={answer} />}</Answered>
    </DetailDrawer>
  )
}

function Actions({ handIn }: { handIn: HandIn }) {
  const text = useText('cash')
  const notice = useNotice()
  const { can } = useSession('merchant')
  const receive = useCommand(cashRoutes.receiveHandIn, { quiet: true })
  const withdraw = useCommand(cashRoutes.withdrawHandIn, { quiet: true })
  const params = { handInId: handIn.id }
  if (handIn.state === 'withdrawn') return null
  if (handIn.state === 'received') return <ReceiptButton handIn={handIn} />
  return (
    <>
      {can('cash.hand-in') && (
        <ConfirmButton
          label={text('withdraw')}
          title={text('withdraw.title')}
          hint={text('withdraw.hint')}
          onConfirm={() => withdraw.send({ params }).then(() => notice.done(text('withdraw.done')))}
        />
      )}
      {can('cash.receive') && (
        <ConfirmButton
          label={text('receive')}
          title={text('receive.title', { amount: `¥${yuanText(handIn.countedFen)}` })}
          hint={text('receive.hint')}
          facts={[
            { label: text('staff'), value: handIn.staffName },
            { label: text('handIn.counted'), value: <Money fen={handIn.countedFen} />, strong: true },
            { label: text('handIn.difference'), value: <Difference fen={handIn.differenceFen} /> },
          ]}
          button={{ type: 'primary' }}
          onConfirm={() => receive.send({ params }).then(() => notice.done(text('receive.done')))}
        />
      )}
    </>
  )
}

function Body({ handIn }: { handIn: HandIn }) {
  const text = useText('cash')
  return (
    <>
      <AmountHead
        label={text('handIn.counted')}
        fen={handIn.countedFen}
        subjects={[{ kind: 'cash_hand_in', id: handIn.id }]}
      />
      <Facts
        facts={[
          { label: text('staff'), value: handIn.staffName },
          { label: text('handIn.store'), value: handIn.storeName ?? text('safe.merchant') },
          { label: text('handIn.booked'), value: <Money fen={handIn.bookedFen} /> },
          { label: text('handIn.kept'), value: <Money fen={handIn.keptFen} /> },
          { label: text('handIn.difference'), value: <Difference fen={handIn.differenceFen} /> },
          handIn.reason !== '' && { label: text('handIn.reason'), value: handIn.reason },
          { label: text('handIn.number'), value: handIn.number },
          { label: text('handIn.startedBy'), value: handIn.startedByName },
          { label: text('handIn.createdAt'), value: <DateTime at={handIn.createdAt} show="second" /> },
          handIn.endedByName !== null && { label: text('handIn.endedBy'), value: handIn.endedByName },
          handIn.endedAt !== null && {
            label: text('handIn.endedAt'),
            value: <DateTime at={handIn.endedAt} show="second" />,
          },
        ]}
      />
      {handIn.denominations.length > 0 && (
        <Section title={text('handIn.pieces')}>
          <Facts
            facts={handIn.denominations.map(({ valueFen, pieces }) => ({
              label: `¥${yuanText(valueFen)} × ${pieces}`,
              value: <Money fen={valueFen * pieces} />,
            }))}
          />
        </Section>
      )}
    </>
  )
}

function ReceiptButton({ handIn }: { handIn: HandIn }) {
  const text = useText('cash')
  const { merchant } = useSession('merchant')
  const [open, setOpen] = useState(false)
  const lines = handIn.denominations.map(({ valueFen, pieces }) => ({
    name: `¥${yuanText(valueFen)} × ${pieces}`,
    amount: <Money fen={valueFen * pieces} />,
  }))
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        {text('receipt.show')}
      </Button>
      <Modal open={open} footer={null} onCancel={() => setOpen(false)} destroyOnHidden>
        <Receipt
          shop={merchant.name}
          title={text('receipt')}
          head={[
            { label: text('handIn.number'), value: handIn.number },
            { label: text('staff'), value: handIn.staffName },
            { label: text('handIn.endedBy'), value: handIn.endedByName ?? '' },
            { label: text('handIn.endedAt'), value: handIn.endedAt && timeText(handIn.endedAt, 'second') },
          ]}
          lines={lines}
          totals={[
            { label: text('handIn.due'), value: <Money fen={handIn.bookedFen - handIn.keptFen} /> },
            { label: text('handIn.difference'), value: <Difference fen={handIn.differenceFen} /> },
            { label: text('handIn.counted'), value: <Money fen={handIn.countedFen} />, strong: true },
          ]}
          foot={text('receipt.foot')}
        />
      </Modal>
    </>
  )
}
