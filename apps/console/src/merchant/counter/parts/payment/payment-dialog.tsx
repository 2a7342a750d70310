import { CreditCardOutlined, PayCircleOutlined, ScanOutlined } from '@ant-design/icons'
import { Flex, Modal, Segmented, Typography } from 'antd'
import { useState, type ReactNode } from 'react'
import { Money } from '../../../../shared/money-text.tsx'
import { useText } from '../../../../shared/text.ts'
import { usePhone } from '../../../../shared/use-phone.ts'
import type { Order } from '../../counter-types.ts'
import { KeyCap } from '../../keys/key-cap.tsx'
import { CardPayment } from './card-payment.tsx'
import { CashPayment } from './cash-payment.tsx'
import { ClosedLook } from './closed-look.tsx'
import { GiveUpOrder } from './give-up-order.tsx'
import { PaidLook } from './paid-look.tsx'
import { OnlinePayment } from './online-payment.tsx'
import { useTender, type Tender } from './use-tender.ts'
import { focusField } from '../../../../shared/focus-in-dialog.ts'

type PaymentDialogProps = {
  order: Order
  open: boolean
  /** The customer's code was scanned already: it is taken at once. */
  payerCode?: string | undefined
  onOrder: (order: Order) => void
  /** Leaves the order waiting. */
  onLater: () => void
  /** Paid or given up: the counter is free for the next. */
  onNext: () => void
}

/** Takes the money of one order and stays until it is paid, given up or left for later. */
export function PaymentDialog({ order, open, payerCode, onOrder, onLater, onNext }: PaymentDialogProps) {
  const text = useText('counter')
  const phone = usePhone()
  const [givenFen, setGivenFen] = useState<number | undefined>(undefined)
  const waiting = order.state === 'pending'
  return (
    <Modal
      open={open}
      title={waiting ? text('pay.title') : null}
      footer={null}
      width={phone ? '100%' : 520}
      onCancel={waiting ? onLater : onNext}
      mask={{ closable: false }}
      afterOpenChange={focusField}
      keyboard
      destroyOnHidden
    >
      {waiting ? (
        <TakePayment
          order={order}
          payerCode={payerCode}
          onPaid={(paid, given) => {
            setGivenFen(given)
            onOrder(paid)
          }}
          onGivenUp={onNext}
        />
      ) : order.state === 'closed' ? (
        <ClosedLook onNext={onNext} />
      ) : (
        <PaidLook order={order} givenFen={givenFen} onNext={onNext} />
      )}
    </Modal>
  )
}

type TakePaymentProps = {
  order: Order
  payerCode: string | undefined
  onPaid: (order: Order, givenFen?: number) => void
  onGivenUp: () => void
}

function TakePayment({ order, payerCode, onPaid, onGivenUp }: TakePaymentProps) {
  const text = useText('counter')
  const phone = usePhone()
  const { tender, choose, scanned, takesCard, isHeld, byCode, qr } = useTender(order, { payerCode, onPaid })
  return (
    <Flex vertical gap={16}>
      <Flex vertical align="center" gap={2}>
        <Typography.Text type="secondary">
          {text('pay.due')} · {order.title}
        </Typography.Text>
        <span className="counter-due">
          <Money fen={order.totalFen} />
        </span>
      </Flex>
      <Segmented<Tender>
        block
        size="large"
        value={tender}
        onChange={choose}
        disabled={isHeld}
        options={[
          {
            value: 'cash',
            label: choice(text('pay.cash'), 'F6'),
            icon: phone ? null : <PayCircleOutlined />,
          },
          {
            value: 'card',
            label: choice(text('pay.card'), 'F7'),
            icon: phone ? null : <CreditCardOutlined />,
            disabled: !takesCard,
          },
          {
            value: 'online',
            label: choice(text('pay.online'), 'F8'),
            icon: phone ? null : <ScanOutlined />,
          },
        ]}
      />
      {!takesCard && (
        <Typography.Text type="secondary" style={{ fontSize: 12 }}>
          {text('pay.card.only')}
        </Typography.Text>
      )}
      {tender === 'cash' && <CashPayment order={order} onPaid={onPaid} />}
      {tender === 'card' && <CardPayment key={scanned} order={order} scanned={scanned} onPaid={onPaid} />}
      {tender === 'online' && <OnlinePayment order={order} code={byCode} qr={qr} />}
      <GiveUpOrder order={order} onGivenUp={onGivenUp} />
    </Flex>
  )
}

const choice = (word: string, key: string): ReactNode => (
  <>
    {word} <KeyCap>{key}</KeyCap>
  </>
)
