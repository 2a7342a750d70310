import { moneyRoutes } from '@sesame/contract/money'
import type { AnswerOf } from '@sesame/contract/route'
import { Collapse, Flex, Typography } from 'antd'
import { useQueryOf } from '../../../shared/api.ts'
import { MoreList } from '../../../shared/list/more-list.tsx'
import { useMore } from '../../../shared/list/use-more.ts'
import { Answered } from '../../../shared/looks.tsx'
import { Money } from '../../../shared/money-text.tsx'
import { useText } from '../../../shared/text.ts'
import { TransferRow } from '../../../shared/transfers-button.tsx'

type Account = AnswerOf<typeof moneyRoutes.getAccount>

/** The ledger accounts of one card, each opening to the transfers that made its balance. */
export function CardAccounts({ cardId }: { cardId: string }) {
  const text = useText('cards')
  const accounts = useQueryOf(moneyRoutes.listAccounts, { query: { group: `card:${cardId}:`, limit: 100 } })
  return (
    <Answered query={accounts}>
      {({ items }) =>
        items.length === 0 ? (
          <Typography.Text type="secondary">{text('accounts.empty')}</Typography.Text>
        ) : (
          <Collapse
            ghost
            destroyOnHidden
            items={items.map((account) => ({
              key: account.id,
              label: (
                <Flex justify="space-between" gap={12}>
                  <span>{account.name}</span>
                  <Amount account={account} amount={account.balance} />
                </Flex>
              ),
              children: <Statement account={account} />,
            }))}
          />
        )
      }
    </Answered>
  )
}

function Statement({ account }: { account: Account }) {
  const text = useText('cards')
  const list = useMore(moneyRoutes.statement, { params: { accountId: account.id } })
  return (
    <MoreList
      list={list}
      rowKey={(line) => line.id}
      render={(line) => (
        <>
          <TransferRow transfer={line} />
          <Typography.Text type="secondary" style={{ fontSize: 12 }}>
            {text('statement.after')} <Amount account={account} amount={line.balanceAfter} />
          </Typography.Text>
        </>
      )}
    />
  )
}

function Amount({ account, amount }: { account: Account; amount: number }) {
  if (account.unit === 'CNY') return <Money fen={amount} />
  return (
    <span style={{ whiteSpace: 'nowrap' }}>
      {amount} × {account.unitName}
    </span>
  )
}
