import { Flex, Table, Typography } from 'antd'
import type { ReactNode } from 'react'
import { DateTime } from '../date-time.tsx'
import { Facts } from '../facts.tsx'
import { Figure, FigureGrid } from '../figure.tsx'
import { Money } from '../money-text.tsx'
import { yuanText } from '../money.ts'
import { Section } from '../section.tsx'
import { useText } from '../text.ts'
import './settlement.css'
import type { StatementFull, StatementLine } from './types.ts'

type StatementBodyProps = {
  statement: StatementFull
  /** What opens the transfers of a line, where the reader may see them. */
  behind?: (line: StatementLine) => ReactNode
}

const figures = [
  'salesFen',
  'consumedFen',
  'refundsFen',
  'channelFeesFen',
  'commissionFen',
  'marginFen',
  'operatorFeesFen',
  'subsidiesFen',
  'withdrawnFen',
] as const

/** A statement as it is read: figures, the merchant's own money line by line, prepaid money, all balances. */
export function StatementBody({ statement, behind }: StatementBodyProps) {
  const text = useText('settlement')
  return (
    <>
      <FigureGrid>
        <Figure label={text('opening')} tone="neutral" value={<Money fen={statement.openingFen} />} />
        <Figure label={text('closing')} value={<Money fen={statement.closingFen} />} />
        <Figure
          label={text('fee')}
          tone="released"
          hint={text('fee.hint', {
            base: `¥${yuanText(statement.feeBaseFen)}`,
            rate: statement.feeBasisPoints / 100,
          })}
          value={<Money fen={statement.feeFen} />}
        />
      </FigureGrid>
      <StatementFacts statement={statement} />
      <Section title={text('figures')}>
        <Facts
          facts={figures.map((figure) => ({
            label: text(`figure.${figure}`),
            value: <Money fen={statement.figures[figure]} />,
          }))}
        />
      </Section>
      <Section title={text('own')}>
        <Lines
          opening={statement.openingFen}
          closing={statement.closingFen}
          lines={statement.lines}
          behind={behind}
        />
      </Section>
      <Section title={text('prepaid')}>
        <Lines {...prepaidOf(statement)} behind={behind} plain />
      </Section>
      <Section title={text('balances')}>
        <Balances statement={statement} />
      </Section>
    </>
  )
}

const prepaidOf = ({ prepaid }: StatementFull) => ({
  opening: prepaid.openingFen,
  closing: prepaid.closingFen,
  lines: prepaid.lines,
})

function StatementFacts({ statement }: { statement: StatementFull }) {
  const text = useText('settlement')
  return (
    <Facts
      facts={[
        { label: text('number'), value: statement.number },
        { label: text('days'), value: `${statement.firstDay} – ${statement.lastDay}` },
        { label: text('createdAt'), value: <DateTime at={statement.createdAt} show="second" /> },
        statement.confirmedAt !== null && {
          label: text('confirmedAt'),
          value: (
            <>
              <DateTime at={statement.confirmedAt} show="second" /> {statement.confirmedBy}
            </>
          ),
        },
      ]}
    />
  )
}

type LinesProps = {
  opening: number
  closing: number
  lines: StatementLine[]
  behind: StatementBodyProps['behind']
  /** Without the group's word: where all lines are of one sort. */
  plain?: boolean
}

function Lines({ opening, closing, lines, behind, plain = false }: LinesProps) {
  const text = useText('settlement')
  return (
    <div className="statement-lines">
      <Line strong title={text('opening')} amount={<Money fen={opening} />} />
      {lines.map((line) => (
        <Line
          key={`${line.debit}-${line.credit}-${line.kind}`}
          title={line.kindName}
          group={plain ? undefined : text(`group.${line.group}`)}
          count={behind?.(line) ?? text('transfers', { count: line.transfers })}
          amount={<Money fen={line.changeFen} signed />}
        />
      ))}
      <Line strong title={text('closing')} amount={<Money fen={closing} />} />
    </div>
  )
}

type LineProps = {
  title: string
  group?: string | undefined
  count?: ReactNode
  amount: ReactNode
  strong?: boolean
}

function Line({ title, group, count, amount, strong = false }: LineProps) {
  return (
    <Flex justify="space-between" align="baseline" gap={12} className="statement-line">
      <Typography.Text strong={strong}>
        {title}
        {group && (
          <Typography.Text type="secondary" style={{ fontSize: 12, marginInlineStart: 8 }}>
            {group}
          </Typography.Text>
        )}
      </Typography.Text>
      <Flex gap={16} align="baseline">
        <span className="statement-line-count">{count}</span>
        <span style={{ fontWeight: strong ? 600 : undefined }}>{amount}</span>
      </Flex>
    </Flex>
  )
}

function Balances({ statement }: { statement: StatementFull }) {
  const text = useText('settlement')
  const money = (fen: number) => <Money fen={fen} />
  return (
    <Table
      size="small"
      pagination={false}
      scroll={{ x: 'max-content' }}
      rowKey="accountClass"
      dataSource={statement.balances}
      columns={[
        { title: text('account'), dataIndex: 'name' },
        { title: text('opening'), dataIndex: 'openingFen', align: 'right', render: money },
        { title: text('debited'), dataIndex: 'debitedFen', align: 'right', render: money },
        { title: text('credited'), dataIndex: 'creditedFen', align: 'right', render: money },
        { title: text('closing'), dataIndex: 'closingFen', align: 'right', render: money },
      ]}
    />
  )
}
