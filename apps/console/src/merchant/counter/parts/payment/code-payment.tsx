import { ApiError } from '@sesame/contract/client'
import { LoadingOutlined } from '@ant-design/icons'
import { Alert, Button, Flex, Input, Spin, Typography } from 'antd'
import { useEffect, useRef, useState, type FormEvent } from 'react'
import { normaliseDigits, yuanText } from '../../../../shared/money.ts'
import { useProblem } from '../../../../shared/notice.tsx'
import { useText } from '../../../../shared/text.ts'
import type { Order } from '../../counter-types.ts'
import { KeyCap } from '../../keys/key-cap.tsx'
import { useHotkeys } from '../../keys/use-hotkeys.ts'
import { isPayerCode } from '../../payer-code.ts'
import { clockOf, useCountdown } from '../../use-countdown.ts'
import { CameraScan } from '../camera-scan.tsx'
import type { CodePaying } from './use-code-payment.ts'

type CodePaymentProps = { order: Order; payment: CodePaying }

/** The code on the customer's phone: a gun types it and sends it, a hand does too. */
export function CodePayment({ order, payment }: CodePaymentProps) {
  const text = useText('counter')
  const [typed, setTyped] = useState('')
  const { current, sending, start } = payment
  if (payment.isWaiting || sending) return <Waiting payment={payment} />
  const code = normaliseDigits(typed)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!isPayerCode(code)) return
    setTyped('')
    start(code)
  }
  return (
    <form onSubmit={submit}>
      <Flex vertical gap={12}>
        {current?.state === 'cancelling' && (
          <Alert type="warning" showIcon title={text('pay.code.cancelling')} />
        )}
        {current?.state === 'closed' && <Alert type="info" showIcon title={text('pay.code.closed')} />}
        <Refused error={payment.error} />
        <Flex gap={8}>
          <Input
            autoFocus
            size="large"
            data-code-input=""
            inputMode="numeric"
            autoComplete="off"
            value={typed}
            maxLength={32}
            placeholder={text('pay.code')}
            aria-label={text('pay.code')}
            onChange={(event) => setTyped(event.target.value)}
            style={{ fontSize: 18, letterSpacing: 1, textAlign: 'center' }}
          />
          <CameraScan onCode={start} />
        </Flex>
        <Button type="primary" size="large" block htmlType="submit" disabled={!isPayerCode(code)}>
          {text('pay.code.confirm', { amount: `¥${yuanText(order.totalFen)}` })}
        </Button>
        <Typography.Text type="secondary" style={{ textAlign: 'center', fontSize: 12 }}>
          {text('pay.code.hint')}
        </Typography.Text>
      </Flex>
    </form>
  )
}

/** The channel's own words say what the customer can do about it. */
function Refused({ error }: { error: Error | undefined }) {
  const problemOf = useProblem()
  if (!error) return null
  const words = error instanceof ApiError ? error.details['channelMessage'] : undefined
  const description = typeof words === 'string' && words !== '' ? words : undefined
  return (
    <Alert type="error" showIcon title={problemOf(error).message} description={description} role="alert" />
  )
}

const waitSeconds = 60

function Waiting({ payment }: { payment: CodePaying }) {
  const text = useText('counter')
  const problemOf = useProblem()
  const { current, cancel, stopping, stopError } = payment
  const since = current ? Date.parse(current.since) : 0
  const seconds = useCountdown(new Date(since + waitSeconds * 1000).toISOString())
  useHotkeys({ F12: cancel }, { inDialog: true, enabled: current !== undefined })
  // The gun's last Enter must press nothing.
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => place.current?.focus(), [])
  return (
    <Flex
      ref={place}
      vertical
      align="center"
      gap={14}
      className="counter-waiting"
      role="status"
      tabIndex={-1}
      data-holds-focus=""
    >
      <Spin indicator={<LoadingOutlined style={{ fontSize: 44 }} spin />} />
      <Typography.Title level={3} style={{ fontSize: 18, margin: 0 }}>
        {text(current ? 'pay.code.waiting' : 'pay.code.sending')}
      </Typography.Title>
      {current && (
        <Typography.Text type="secondary">
          {text('pay.code.password')}
          {seconds > 0 && ` · ${text('pay.wechat.left', { time: clockOf(seconds) })}`}
        </Typography.Text>
      )}
      {stopError && <Alert type="error" showIcon title={problemOf(stopError).message} />}
      {current && (
        <Button danger loading={stopping} onClick={cancel}>
          {text('pay.code.cancel')} <KeyCap>F12</KeyCap>
        </Button>
      )}
    </Flex>
  )
}
