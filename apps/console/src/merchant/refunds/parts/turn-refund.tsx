import { refundRoutes } from '@sesame/contract/refunds'
import { AutoComplete, Flex, Input, Segmented, Typography } from 'antd'
import { useState } from 'react'
import { useCommand } from '../../../shared/api.ts'
import { ConfirmButton } from '../../../shared/confirm-button.tsx'
import { Money } from '../../../shared/money-text.tsx'
import { yuanText } from '../../../shared/money.ts'
import { useNotice } from '../../../shared/notice.tsx'
import { useText } from '../../../shared/text.ts'
import type { RefundDetail } from './refund-types.ts'

/** Some of the names that WeChat Pay has for banks; others may be typed. */
const banks = ['ICBC_DEBIT', 'CCB_DEBIT', 'ABC_DEBIT', 'BOC_DEBIT', 'COMM_DEBIT', 'CMB_DEBIT', 'PSBC_DEBIT']
type Card = { bankType: string; account: string; holder: string }
const noCard: Card = { bankType: '', account: '', holder: '' }

const isComplete = ({ bankType, account, holder }: Card): boolean =>
  /^[A-Z_]{2,16}$/.test(bankType) && /^\d{12,19}$/.test(account) && holder.trim() !== ''

/** An abnormal refund at WeChat Pay is paid to a bank card of the customer, or to the merchant. */
export function TurnRefund({ refund }: { refund: RefundDetail }) {
  const text = useText('refunds')
  const notice = useNotice()
  const turn = useCommand(refundRoutes.turnRefund, { quiet: true })
  const [to, setTo] = useState<'bank-card' | 'merchant'>('bank-card')
  const [card, setCard] = useState(noCard)
  const send = async () => {
    const body = to === 'merchant' ? { to } : { to, ...card, holder: card.holder.trim() }
    await turn.send({ params: { refundId: refund.id }, body })
    notice.done(text('step.done'))
  }
  return (
    <ConfirmButton
      label={text('step.turn')}
      title={text('step.turn.title', { amount: `¥${yuanText(refund.amountFen)}` })}
      hint={text('step.turn.hint')}
      ready={to === 'merchant' || isComplete(card)}
      facts={[{ label: text('amount'), value: <Money fen={refund.amountFen} />, strong: true }]}
      onConfirm={send}
    >
      <Flex vertical gap={12}>
        <Segmented<'bank-card' | 'merchant'>
          value={to}
          onChange={setTo}
          options={[
            { value: 'bank-card', label: text('step.turn.card') },
            { value: 'merchant', label: text('step.turn.merchant') },
          ]}
        />
        {to === 'bank-card' && <CardFields card={card} onChange={setCard} />}
        <Typography.Text type="secondary" style={{ fontSize: 12 }}>
          {text(to === 'bank-card' ? 'step.turn.keep' : 'step.turn.byHand')}
        </Typography.Text>
      </Flex>
    </ConfirmButton>
  )
}

function CardFields({ card, onChange }: { card: Card; onChange: (card: Card) => void }) {
  const text = useText('refunds')
  return (
    <>
      <AutoComplete
        aria-label={text('step.turn.bank')}
        placeholder={text('step.turn.bank')}
        value={card.bankType}
        options={banks.map((value) => ({ value }))}
        onChange={(bankType: string) => onChange({ ...card, bankType })}
      />
      <Input
        aria-label={text('step.turn.account')}
        placeholder={text('step.turn.account')}
        value={card.account}
        inputMode="numeric"
        autoComplete="off"
        maxLength={23}
        onChange={({ target }) => onChange({ ...card, account: target.value.replaceAll(/\s/g, '') })}
      />
      <Input
        aria-label={text('step.turn.holder')}
        placeholder={text('step.turn.holder')}
        value={card.holder}
        autoComplete="off"
        maxLength={60}
        onChange={({ target }) => onChange({ ...card, holder: target.value })}
      />
    </>
  )
}
