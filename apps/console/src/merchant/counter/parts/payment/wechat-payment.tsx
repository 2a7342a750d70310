import { Alert, Button, Flex, Spin, Typography } from 'antd'
import { useEffect, useRef } from 'react'
import { useProblem } from '../../../../shared/notice.tsx'
import { QrCode } from '../../../../shared/qr-code.tsx'
import { useText } from '../../../../shared/text.ts'
import type { Order } from '../../counter-types.ts'
import { clockOf, useCountdown } from '../../use-countdown.ts'
import type { NativePayment } from './use-native-payment.ts'

type WechatPaymentProps = { order: Order; payment: NativePayment }

/** The code to scan, shown as soon as this tender is chosen, and that it is waited for. */
export function WechatPayment({ order, payment }: WechatPaymentProps) {
  const problemOf = useProblem()
  const common = useText('common')
  const { codeUrl, error, start } = payment
  const begin = useRef(() => {
    if (codeUrl === undefined) start()
  })
  useEffect(() => begin.current(), [])

  if (error)
    return (
      <Alert
        type="error"
        showIcon
        title={problemOf(error).message}
        action={
          <Button size="small" onClick={start}>
            {common('retry')}
          </Button>
        }
      />
    )
  if (!codeUrl)
    return (
      <Flex justify="center" style={{ padding: 60 }}>
        <Spin />
      </Flex>
    )
  return <Waiting order={order} payment={payment} codeUrl={codeUrl} />
}

function Waiting({ order, payment, codeUrl }: WechatPaymentProps & { codeUrl: string }) {
  const text = useText('counter')
  const seconds = useCountdown(order.expiresAt ?? order.createdAt)
  const expired = order.expiresAt !== null && seconds === 0
  return (
    <Flex vertical align="center" gap={10}>
      <QrCode value={codeUrl} size={220} state={expired ? 'expired' : 'active'} />
      <Flex gap={8} align="center" wrap justify="center">
        {!expired && <Spin size="small" />}
        <strong role="status">{text(expired ? 'pay.wechat.expired' : 'pay.wechat.waiting')}</strong>
        {!expired && order.expiresAt && (
          <Typography.Text type="secondary">
            {text('pay.wechat.left', { time: clockOf(seconds) })}
          </Typography.Text>
        )}
      </Flex>
      <Typography.Text type="secondary">{text('pay.wechat.hint')}</Typography.Text>
      <Button type="link" size="small" loading={payment.checking} onClick={payment.check}>
        {text('pay.wechat.check')}
      </Button>
    </Flex>
  )
}
