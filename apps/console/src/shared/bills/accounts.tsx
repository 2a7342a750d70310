import { Flex, Typography } from 'antd'
import { useQueryOf } from '../api.ts'
import { FigureGrid, Figure } from '../figure.tsx'
import { Answered } from '../looks.tsx'
import { Money } from '../money-text.tsx'
import { useSession } from '../session.ts'
import { useText } from '../text.ts'
import { billRoutesOf, prefixOf, rateText, type BillAccount, type BillAudience } from './bills.ts'
import { FeeRateButton } from './fee-rate-button.tsx'

/** How far each account is reconciled, and what its channel still holds. */
export function Accounts({ audience }: { audience: BillAudience }) {
  const query = useQueryOf(billRoutesOf(audience).listBillAccounts, {})
  return (
    <Answered query={query}>
      {({ items }) => (
        <FigureGrid>
          {items.map((account) => (
            <AccountFigure key={account.id} audience={audience} account={account} />
          ))}
        </FigureGrid>
      )}
    </Answered>
  )
}

function AccountFigure({ audience, account }: { audience: BillAudience; account: BillAccount }) {
  const text = useText('bills')
  const { can } = useSession(audience)
  const { openDifferences: open, reconciledThrough: through, feeRate } = account
  return (
    <Figure
      label={`${account.name} · ${account.merchantNumber.slice(-4)}`}
      hint={text('clearing.hint')}
      tone={open > 0 ? 'risk' : 'own'}
      value={<Money fen={account.clearingFen} />}
      note={
        <Flex vertical gap={2}>
          <Typography.Text type="secondary">
            {through ? text('through', { day: through }) : text('through.none')}
          </Typography.Text>
          <Flex gap={8} wrap align="center">
            <a href={`${prefixOf(audience)}/bill-differences?state=open&channelAccountId=${account.id}`}>
              {text('open.count', { count: open })}
            </a>
            <Typography.Text type="secondary">
              {feeRate === null ? text('rate.bill') : text('rate.agreed', { rate: rateText(feeRate) })}
            </Typography.Text>
            {can('bill.handle') && <FeeRateButton audience={audience} account={account} />}
          </Flex>
        </Flex>
      }
    />
  )
}
