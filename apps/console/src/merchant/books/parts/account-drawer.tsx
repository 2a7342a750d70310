import { moneyRoutes } from '@sesame/contract/money'
import type { AnswerOf } from '@sesame/contract/route'
import { useNavigate } from '@tanstack/react-router'
import { Typography } from 'antd'
import { useQueryOf } from '../../../shared/api.ts'
import { CopyText } from '../../../shared/copy-text.tsx'
import { DateTime, timeText } from '../../../shared/date-time.tsx'
import { DetailDrawer } from '../../../shared/detail-drawer.tsx'
import { Facts } from '../../../shared/facts.tsx'
import type { Column } from '../../../shared/list/columns.ts'
import { ListView } from '../../../shared/list/list-page.tsx'
import { useList } from '../../../shared/list/use-list.ts'
import { Answered } from '../../../shared/looks.tsx'
import { Section } from '../../../shared/section.tsx'
import { useText } from '../../../shared/text.ts'
import { GroupTag } from './accounts-tab.tsx'
import { Quantity, quantityCell } from './quantity.tsx'

type Account = AnswerOf<typeof moneyRoutes.getAccount>
type Line = AnswerOf<typeof moneyRoutes.statement>['items'][number]

const prefix = 'statement.'

export function AccountDrawer({ id }: { id: string }) {
  const text = useText('books')
  const navigate = useNavigate()
  const account = useQueryOf(moneyRoutes.getAccount, { params: { accountId: id } })
  // The period of a statement belongs to this drawer and goes with it.
  const close = () =>
    void navigate({
      to: '/m/books',
      search: (kept: Record<string, unknown>) =>
        Object.fromEntries(Object.entries(kept).filter(([name]) => !name.startsWith(prefix))),
    } as never)
  return (
    <DetailDrawer
      id={id}
      onClose={close}
      title={account.data?.name ?? text('name')}
      aside={account.data && <GroupTag code={account.data.code} />}
      width={920}
    >
      <Answered query={account}>
        {(answer) => (
          <>
            <Facts
              facts={[
                {
                  label: text('balance'),
                  strong: true,
                  value: <Quantity {...answer} amount={answer.balance} size="large" />,
                },
                { label: text('normal'), value: text(`normal.${answer.normal}`) },
                { label: text('transfers'), value: answer.transfers },
                { label: text('code'), value: <CopyText value={answer.code} /> },
              ]}
            />
            <Statement account={answer} />
          </>
        )}
      </Answered>
    </DetailDrawer>
  )
}

function Statement({ account }: { account: Account }) {
  const text = useText('books')
  const list = useList(moneyRoutes.statement, { params: { accountId: account.id }, prefix })
  return (
    <Section title={text('statement')}>
      <ListView
        list={list}
        columns={useLineColumns(account)}
        rowKey={(line) => line.id}
        filters={[{ kind: 'period' }]}
        exportName={`${account.name}-${text('statement')}`}
        empty={{ title: text('statement.empty') }}
      />
    </Section>
  )
}

/** Signed from the account's point of view: what makes its balance grow is positive. */
const movementOf = (account: Account, line: Line) =>
  line.side === account.normal ? line.amount : -line.amount

function useLineColumns(account: Account): Column<Line>[] {
  const text = useText('books')
  const otherName = (line: Line) => (line.side === 'debit' ? line.creditName : line.debitName)
  return [
    {
      key: 'at',
      title: text('at'),
      render: (line) => <DateTime at={line.at} show="second" />,
      exported: (line) => timeText(line.at, 'second'),
    },
    {
      key: 'kind',
      title: text('kind'),
      phone: 'heading',
      render: (line) => (
        <>
          {line.kindName}
          {line.undoes && (
            <Typography.Text type="secondary" style={{ display: 'block', fontSize: 12 }}>
              {text('undoes')}
            </Typography.Text>
          )}
        </>
      ),
      exported: (line) => line.kindName,
    },
    {
      key: 'side',
      title: text('side'),
      phone: 'hidden',
      render: (line) => text(`side.${line.side}`),
      exported: (line) => text(`side.${line.side}`),
    },
    {
      key: 'counterpart',
      title: text('counterpart'),
      render: otherName,
      exported: otherName,
    },
    {
      key: 'amount',
      title: text('amount'),
      align: 'right',
      phone: 'corner',
      render: (line) => {
        const amount = movementOf(account, line)
        return (
          <Quantity
            {...account}
            amount={amount}
            signed
            {...(amount < 0 ? { tone: 'risk' as const } : { tone: 'own' as const })}
          />
        )
      },
      exported: (line) => quantityCell(account.unit, movementOf(account, line)),
    },
    {
      key: 'balanceAfter',
      title: text('balanceAfter'),
      align: 'right',
      render: (line) => <Quantity {...account} amount={line.balanceAfter} />,
      exported: (line) => quantityCell(account.unit, line.balanceAfter),
    },
  ]
}
