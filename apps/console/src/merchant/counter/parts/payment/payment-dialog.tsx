import { CreditCardOutlined, PayCircleOutlined, ScanOutlined } from '@ant-design/icons'
import { Flex, Modal, Segmented, Typography } from 'antd'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { Money } from '../../../../shared/money-text.tsx'
import { useText } from '../../../../shared/text.ts'
import { usePhone } from '../../../../shared/use-phone.ts'
import type { Order } from '../../counter-types.ts'
import { KeyCap } from '../../keys/key-cap.tsx'
import { useHotkeys } from '../../keys/use-hotkeys.ts'
import { useScanGun } from '../../keys/use-scan-gun.ts'
import { isPayerCode } from '../../payer-code.ts'
import { CardPayment } from './card-payment.tsx'
import { CashPayment } from './cash-payment.tsx'
import { ClosedLook } from './closed-look.tsx'
import { GiveUpOrder } from './give-up-order.tsx'
import { PaidLook } from './paid-look.tsx'
import { OnlinePayment } from './online-payment.tsx'
import { useCodePayment } from './use-code-payment.ts'
import { useQrPayment } from './use-qr-payment.ts'
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

export type Tender = 'cash' | 'card' | 'online'

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
  const [tender, setTender] = useState<Tender>('cash')
  const [scanned, setScanned] = useState('')
  const takesCard = order.lines.every((line) => line.kind === 'goods' || line.kind === 'visit')
  const qr = useQrPayment(order, onPaid)
  const byCode = useCodePayment(order, onPaid)
  const isHeld = byCode.isWaiting || byCode.sending
  const choose = (next: Tender) => {
    if (!isHeld) setTender(next)
  }
  const scan = (code: string) => {
    const isCards = code.length === 16 && (takesCard || !isPayerCode(code))
    if (!isCards && isPayerCode(code)) {
      setTender('online')
      return byCode.start(code)
    }
    if (!takesCard || isHeld) return
    setScanned(code)
    setTender('card')
  }
  useScanGun(scan)
  // What is waiting, or was scanned before the dialog opened, is shown at once.
  const begin = useRef(() => {
    if (payerCode !== undefined) scan(payerCode)
    else if (byCode.isWaiting) setTender('online')
  })
  useEffect(() => begin.current(), [])
  useHotkeys(
    {
      F6: () => choose('cash'),
      F7: () => takesCard && choose('card'),
      F8: () => choose('online'),
    },
    { inDialog: true },
  )
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
