import { withdrawalRoutes } from '@sesame/contract/withdrawals'
import { Button, Flex, Typography } from 'antd'
import { useState } from 'react'
import { useCommand } from '../../../shared/api.ts'
import { ConfirmButton } from '../../../shared/confirm-button.tsx'
import { MoneyInput } from '../../../shared/money-input.tsx'
import { Money } from '../../../shared/money-text.tsx'
import { useNotice } from '../../../shared/notice.tsx'
import { useText } from '../../../shared/text.ts'
import type { FundsAnswer } from './funds-answer.ts'

type WithdrawButtonProps = { funds: FundsAnswer; account: NonNullable<FundsAnswer['bankAccount']> }

export function WithdrawButton({ funds, account }: WithdrawButtonProps) {
  const text = useText('withdrawals')
  const notice = useNotice()
  const { send } = useCommand(withdrawalRoutes.requestWithdrawal, { quiet: true })
  const [amountFen, setAmountFen] = useState<number | null>(null)
  const { withdrawableFen, reviewAboveFen } = funds
  const reviewed = !account.proven || (amountFen ?? 0) > reviewAboveFen
  const withdraw = async () => {
    await send({ body: { amountFen: amountFen ?? 0 } })
    setAmountFen(null)
    notice.done(text('withdraw.done'))
  }
  return (
    <ConfirmButton
      label={text('withdraw')}
      title={text('withdraw.title')}
      disabled={withdrawableFen === 0}
      ready={amountFen !== null && amountFen > 0 && amountFen <= withdrawableFen}
      facts={[
        { label: text('withdrawable'), value: <Money fen={withdrawableFen} /> },
        { label: text('withdraw.to'), value: `${account.bank} ${account.number.slice(-4)}` },
        { label: text('withdraw.process'), value: text(reviewed ? 'withdraw.review' : 'withdraw.direct') },
      ]}
      onConfirm={withdraw}
      button={{ type: 'primary' }}
    >
      <div>
        <Flex justify="space-between" align="baseline">
          <Typography.Text type="secondary">{text('amount')}</Typography.Text>
          <Button type="link" size="small" onClick={() => setAmountFen(withdrawableFen)}>
            {text('withdraw.all')}
          </Button>
        </Flex>
        <MoneyInput aria-label={text('amount')} size="large" value={amountFen} onChange={setAmountFen} />
      </div>
    </ConfirmButton>
  )
}
