import { BankOutlined } from '@ant-design/icons'
import { withdrawalRoutes } from '@sesame/contract/withdrawals'
import { Link } from '@tanstack/react-router'
import { Alert, Button, Flex, Typography } from 'antd'
import { useQueryOf } from '../../../shared/api.ts'
import { Figure, FigureGrid } from '../../../shared/figure.tsx'
import { Answered } from '../../../shared/looks.tsx'
import { Money } from '../../../shared/money-text.tsx'
import { Panel } from '../../../shared/page-shell.tsx'
import { useSession } from '../../../shared/session.ts'
import { useText } from '../../../shared/text.ts'
import type { FundsAnswer } from './funds-answer.ts'
import { WithdrawButton } from './withdraw-button.tsx'

type FundsProps = { onBankAccount: () => void }

/** What can be withdrawn, where it goes, and if nothing: why. */
export function Funds({ onBankAccount }: FundsProps) {
  const text = useText('withdrawals')
  const query = useQueryOf(withdrawalRoutes.funds, {})
  return (
    <Answered query={query}>
      {(funds) => (
        <>
          <FigureGrid>
            <Figure
              label={text('withdrawable')}
              hint={text('withdrawable.hint')}
              value={<Money fen={funds.withdrawableFen} />}
            />
            <Figure
              label={text('available')}
              hint={text('available.hint')}
              tone="released"
              value={<Money fen={funds.availableFen} />}
              to="/m/books"
              search={{ search: 'merchant:available' }}
            />
            {funds.exposureFen > 0 && (
              <Figure
                label={text('exposure')}
                hint={text('exposure.hint')}
                tone="risk"
                value={<Money fen={funds.exposureFen} />}
              />
            )}
            <Figure
              label={text('withdrawing')}
              tone="escrow"
              value={<Money fen={funds.withdrawingFen} />}
              to="/m/books"
              search={{ search: 'merchant:withdrawing' }}
            />
          </FigureGrid>
          <Why funds={funds} />
          <BankAccount funds={funds} onBankAccount={onBankAccount} />
        </>
      )}
    </Answered>
  )
}

function Why({ funds }: { funds: FundsAnswer }) {
  const text = useText('withdrawals')
  if (funds.reason === null) return null
  return (
    <Alert
      type="info"
      showIcon
      style={{ marginBottom: 16 }}
      title={text(`reason.${funds.reason}`)}
      action={funds.reason === 'unconfirmed' && <Link to="/m/statements">{text('reason.go')}</Link>}
    />
  )
}

function BankAccount({ funds, onBankAccount }: FundsProps & { funds: FundsAnswer }) {
  const text = useText('withdrawals')
  const { can } = useSession('merchant')
  const { bankAccount: account } = funds
  return (
    <div style={{ marginBottom: 16 }}>
      <Panel>
        <Flex justify="space-between" align="center" gap={12} wrap>
          <Flex gap={12} align="center">
            <BankOutlined style={{ fontSize: 22 }} />
            <div>
              <div>{account ? `${account.bank} · ${account.holder}` : text('bankAccount.none')}</div>
              <Typography.Text type="secondary">
                {account && account.number}
                {account && !account.proven && ` · ${text('bankAccount.new')}`}
              </Typography.Text>
            </div>
          </Flex>
          {can('withdraw.request') && (
            <Flex gap={8}>
              <Button onClick={onBankAccount} type={account ? 'default' : 'primary'}>
                {text(account ? 'bankAccount.change' : 'bankAccount.add')}
              </Button>
              {account && <WithdrawButton funds={funds} account={account} />}
            </Flex>
          )}
        </Flex>
      </Panel>
    </div>
  )
}
