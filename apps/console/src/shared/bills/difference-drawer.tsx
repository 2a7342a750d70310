import { Alert, Flex, Typography } from 'antd'
import { Link } from '@tanstack/react-router'
import { useQueryOf } from '../api.ts'
import { DateTime } from '../date-time.tsx'
import { DetailDrawer } from '../detail-drawer.tsx'
import { Facts } from '../facts.tsx'
import { Answered } from '../looks.tsx'
import type { KeyOf } from '../messages/index.ts'
import { Money } from '../money-text.tsx'
import { Section } from '../section.tsx'
import { StateTag } from '../state-tag.tsx'
import { useText } from '../text.ts'
import { TransfersButton } from '../transfers-button.tsx'
import { billRoutesOf, type BillAudience, type DifferenceDetail } from './bills.ts'
import { HandleButtons } from './handle-buttons.tsx'

type DifferenceDrawerProps = { audience: BillAudience; id: string | undefined; onClose: () => void }

export function DifferenceDrawer({ audience, id, onClose }: DifferenceDrawerProps) {
  const text = useText('bills')
  const query = useQueryOf(
    billRoutesOf(audience).getBillDifference,
    { params: { differenceId: id ?? '' } },
    { enabled: id !== undefined },
  )
  const found = query.data
  return (
    <DetailDrawer
      id={id}
      onClose={onClose}
      title={found ? `${text(`item.${found.item}`)} · ${text(`type.${found.type}`)}` : text('difference')}
      aside={found && <StateTag kind="billDifference" state={found.state} />}
      actions={found && <HandleButtons audience={audience} difference={found} />}
    >
      <Answered query={query}>
        {(difference) => <DifferenceFacts audience={audience} difference={difference} />}
      </Answered>
    </DetailDrawer>
  )
}

type Of = { audience: BillAudience; difference: DifferenceDetail }

function DifferenceFacts({ audience, difference }: Of) {
  const text = useText('bills')
  const { state, suggestion, carriedUntil, foundDay } = difference
  return (
    <Flex vertical gap={20}>
      <Alert
        type={state === 'open' ? 'warning' : 'info'}
        showIcon
        title={text(`type.${difference.type}.meaning`)}
        description={
          state === 'open'
            ? text('suggested', { action: text(`action.${suggestion}`) })
            : state === 'carried'
              ? text('carriedUntil', { day: carriedUntil ?? '' })
              : foundDay
                ? text('foundDay', { day: foundDay })
                : undefined
        }
      />
      <Section title={text('compared')}>
        <Facts facts={useFacts(difference)} />
        <Flex gap={12} wrap style={{ marginTop: 8 }}>
          {audience === 'merchant' && difference.orderId && (
            <Link to={`/m/orders/${difference.orderId}`}>{text('toOrder')}</Link>
          )}
          {audience === 'merchant' && (
            <TransfersButton subjects={[{ kind: 'bill_difference', id: difference.id }]} />
          )}
        </Flex>
      </Section>
      <Section title={text('events')}>
        {difference.events.map((event) => (
          <div className="sesame-more-row" key={event.at + event.toState}>
            <Flex justify="space-between" gap={8} wrap>
              <span>
                <StateTag kind="billDifference" state={event.toState} />{' '}
                {event.action && text(`action.${event.action}`)}
              </span>
              <DateTime at={event.at} show="second" />
            </Flex>
            <Typography.Text type="secondary" style={{ fontSize: 12 }}>
              {event.who ?? text('byItself')}
              {event.note && ` · ${event.note}`}
            </Typography.Text>
          </div>
        ))}
      </Section>
    </Flex>
  )
}

function useFacts(difference: DifferenceDetail) {
  const text = useText('bills')
  const states = useText('states')
  const { theirsFen, oursFen, feeFen, expectedFeeFen, theirsState, oursState } = difference
  const kind = difference.item === 'payment' ? 'attempt' : 'refund'
  const oursWord = oursState && states(`${kind}.${oursState}` as KeyOf<'states'>)
  const amount = (fen: number | null, word: string | null) => (
    <>
      <Money fen={fen} />
      {word && ` · ${word}`}
    </>
  )
  return [
    { label: text('account'), value: `${difference.accountName} · ${difference.day}` },
    { label: text('happenedAt'), value: <DateTime at={difference.happenedAt} show="second" /> },
    { label: text('number'), value: difference.number },
    difference.tradeNumber !== difference.number && {
      label: text('tradeNumber'),
      value: difference.tradeNumber,
    },
    difference.channelNumber !== '' && { label: text('channelNumber'), value: difference.channelNumber },
    { label: text('theirs'), value: amount(theirsFen, theirsState), strong: true },
    { label: text('ours'), value: amount(oursFen, oursWord), strong: true },
    feeFen !== null && { label: text('fee'), value: <Money fen={feeFen} /> },
    expectedFeeFen !== null &&
      expectedFeeFen !== feeFen && { label: text('expectedFee'), value: <Money fen={expectedFeeFen} /> },
  ]
}
