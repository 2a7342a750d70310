import { orderRoutes } from '@sesame/contract/orders'
import { Alert, Button, Flex, Input, Typography } from 'antd'
import { useState, type FormEvent } from 'react'
import { useCommand } from '../../../../shared/api.ts'
import { normaliseDigits, yuanText } from '../../../../shared/money.ts'
import { useProblem } from '../../../../shared/notice.tsx'
import { useText } from '../../../../shared/text.ts'
import type { Order } from '../../counter-types.ts'

type CardPaymentProps = { order: Order; scanned: string; onPaid: (order: Order) => void }

const isCode = (text: string) => /^\d{16}$/.test(text)

/** Stored value by the code that the customer shows; the amount stands on the button. */
export function CardPayment({ order, scanned, onPaid }: CardPaymentProps) {
  const text = useText('counter')
  const problemOf = useProblem()
  const take = useCommand(orderRoutes.takePayment, { quiet: true })
  const [typed, setTyped] = useState(scanned)
  const code = normaliseDigits(typed)

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!isCode(code)) return
    const sent = take.send({ params: { orderId: order.id }, body: { tender: 'card', code } })
    void sent
      .then((answer) => onPaid(answer.order))
      // A code is accepted once: what was typed is of no more use.
      .catch(() => setTyped(''))
  }
  return (
    <form onSubmit={submit}>
      <Flex vertical gap={12}>
        <Input
          autoFocus
          size="large"
          data-code-input=""
          inputMode="numeric"
          autoComplete="off"
          value={typed}
          placeholder={text('pay.card.code')}
          aria-label={text('pay.card.code')}
          onChange={(event) => setTyped(event.target.value)}
          style={{ fontSize: 20, letterSpacing: 2, textAlign: 'center' }}
        />
        <Typography.Text type="secondary" style={{ textAlign: 'center' }}>
          {text('pay.card.hint')}
        </Typography.Text>
        {take.error && <Alert type="error" showIcon title={problemOf(take.error).message} />}
        <Button
          type="primary"
          size="large"
          block
          htmlType="submit"
          loading={take.sending}
          disabled={!isCode(code)}
        >
          {text('pay.card.confirm', { amount: `¥${yuanText(order.totalFen)}` })}
        </Button>
      </Flex>
    </form>
  )
}
