import { orderRoutes } from '@sesame/contract/orders'
import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Flex, Spin, Typography } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { client, useCommand } from '../../../../shared/api.ts'
import { useProblem } from '../../../../shared/notice.tsx'
import { QrCode } from '../../../../shared/qr-code.tsx'
import { useText } from '../../../../shared/text.ts'
import type { Order } from '../../counter-types.ts'
import { clockOf, useCountdown } from '../../use-countdown.ts'

type WechatPaymentProps = { order: Order; onSettled: (order: Order) => void }

const askEveryMilliseconds = 2500

/** A code for the customer's WeChat, shown at once; asks until the order is paid or closed. */
export function WechatPayment({ order, onSettled }: WechatPaymentProps) {
  const problemOf = useProblem()
  const common = useText('common')
  const take = useCommand(orderRoutes.takePayment, { quiet: true })
  const [codeUrl, setCodeUrl] = useState<string | undefined>(undefined)
  const { send } = take
  const start = () => {
    const sent = send({ params: { orderId: order.id }, body: { tender: 'wechat-native' } })
    void sent.then((answer) => setCodeUrl(answer.codeUrl ?? undefined)).catch(() => undefined)
  }
  const begin = useRef(start)
  useEffect(() => begin.current(), [])

  if (take.error)
    return (
      <Alert
        type="error"
        showIcon
        title={problemOf(take.error).message}
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
  return <Waiting order={order} codeUrl={codeUrl} onSettled={onSettled} />
}

function Waiting({ order, codeUrl, onSettled }: WechatPaymentProps & { codeUrl: string }) {
  const text = useText('counter')
  const seconds = useCountdown(order.expiresAt ?? order.createdAt)
  const expired = order.expiresAt !== null && seconds === 0
  const check = useQuery({
    queryKey: ['payment-check', order.id],
    queryFn: () => client.call(orderRoutes.checkPayment, { params: { orderId: order.id } }),
    refetchInterval: askEveryMilliseconds,
    refetchIntervalInBackground: true,
    staleTime: 0,
    gcTime: 0,
  })
  const settled = useRef(onSettled)
  settled.current = onSettled
  const latest = check.data
  useEffect(() => {
    if (latest && latest.state !== 'pending') settled.current(latest)
  }, [latest])

  return (
    <Flex vertical align="center" gap={10} aria-live="polite">
      <QrCode value={codeUrl} size={220} state={expired ? 'expired' : 'active'} />
      <Flex gap={8} align="center">
        {!expired && <Spin size="small" />}
        <strong>{text(expired ? 'pay.wechat.expired' : 'pay.wechat.waiting')}</strong>
        {!expired && order.expiresAt && (
          <Typography.Text type="secondary">
            {text('pay.wechat.left', { time: clockOf(seconds) })}
          </Typography.Text>
        )}
      </Flex>
      <Typography.Text type="secondary">{text('pay.wechat.hint')}</Typography.Text>
      <Button type="link" size="small" loading={check.isFetching} onClick={() => void check.refetch()}>
        {text('pay.wechat.check')}
      </Button>
    </Flex>
  )
}
