import { Checkbox, Flex, Input, Typography } from 'antd'
import { MoneyInput } from '../../../shared/money-input.tsx'
import { yuanText } from '../../../shared/money.ts'
import { useText } from '../../../shared/text.ts'
import type { Payee } from './payout-types.ts'

export type Chosen = { amountFen: number | null; payeeName: string; payableFen: number }

/** WeChat Pay compares the name from here on. */
const nameFromFen = 200_000
const amountFenMin = 10

const needsName = (chosen: Chosen, provider: string) =>
  provider === 'wechat-pay' && (chosen.amountFen ?? 0) >= nameFromFen

export function isReady(chosen: Chosen, provider: string): boolean {
  const { amountFen, payableFen, payeeName } = chosen
  if (amountFen === null || amountFen < amountFenMin || amountFen > payableFen) return false
  return !needsName(chosen, provider) || payeeName.trim() !== ''
}

type PayeeLineProps = {
  payee: Payee
  provider: 'wechat-pay' | 'alipay'
  chosen: Chosen | undefined
  onChange: (chosen: Chosen | undefined) => void
}

/** One person: all that is payable, unless less is typed. */
export function PayeeLine({ payee, provider, chosen, onChange }: PayeeLineProps) {
  const text = useText('payouts')
  const met = provider === 'wechat-pay' ? payee.wechat : payee.alipay
  const { payableFen } = payee
  return (
    <Flex gap={12} align="center" wrap style={{ padding: '10px 0', minHeight: 52 }}>
      <Checkbox
        checked={chosen !== undefined}
        disabled={!met}
        onChange={(event) =>
          onChange(event.target.checked ? { amountFen: payableFen, payeeName: '', payableFen } : undefined)
        }
      >
        {payee.name}
      </Checkbox>
      <Typography.Text type="secondary" style={{ flex: 1, minWidth: 120, fontSize: 13 }}>
        {met ? text('new.payable', { amount: `¥${yuanText(payableFen)}` }) : text('new.unmet')}
      </Typography.Text>
      {chosen && (
        <div style={{ width: 150 }}>
          <MoneyInput
            value={chosen.amountFen}
            aria-label={`${payee.name} ${text('amount')}`}
            onChange={(amountFen) => onChange({ ...chosen, amountFen })}
          />
        </div>
      )}
      {chosen && needsName(chosen, provider) && (
        <Input
          value={chosen.payeeName}
          placeholder={text('new.name')}
          aria-label={`${payee.name} ${text('new.name')}`}
          maxLength={60}
          onChange={(event) => onChange({ ...chosen, payeeName: event.target.value })}
        />
      )}
    </Flex>
  )
}
