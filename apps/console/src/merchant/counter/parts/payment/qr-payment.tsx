import { AlipayCircleOutlined, WechatOutlined } from '@ant-design/icons'
import { Alert, Button, Flex, Spin, Typography } from 'antd'
import { useProblem } from '../../../../shared/notice.tsx'
import { QrCode } from '../../../../shared/qr-code.tsx'
import { useText } from '../../../../shared/text.ts'
import type { Order } from '../../counter-types.ts'
import { KeyCap } from '../../keys/key-cap.tsx'
import { useHotkeys } from '../../keys/use-hotkeys.ts'
import { clockOf, useCountdown } from '../../use-countdown.ts'
import type { QrPaying, QrProvider } from './use-qr-payment.ts'

type QrPaymentProps = {
  order: Order
  payment: QrPaying
  offered: QrProvider[]
  shown: QrProvider | undefined
  onShow: (provider: QrProvider) => void
}

const looks = {
  'wechat-pay': { icon: <WechatOutlined style={{ color: '#07c160' }} />, key: 'F9', word: 'pay.qr.wechat' },
  alipay: { icon: <AlipayCircleOutlined style={{ color: '#1677ff' }} />, key: 'F10', word: 'pay.qr.alipay' },
} as const

/** A code of either channel to scan, on the cashier's word, and that it is waited for. */
export function QrPayment({ order, payment, offered, shown, onShow }: QrPaymentProps) {
  const text = useText('counter')
  const show = (provider: QrProvider) => {
    onShow(provider)
    payment.start(provider)
  }
  useHotkeys(
    {
      F9: () => offered.includes('wechat-pay') && show('wechat-pay'),
      F10: () => offered.includes('alipay') && show('alipay'),
    },
    { inDialog: true },
  )
  if (offered.length === 0) return null
  return (
    <Flex vertical gap={12}>
      <div className="counter-qr-choice">
        {offered.map((provider) => (
          <Button
            key={provider}
            icon={looks[provider].icon}
            type={shown === provider ? 'primary' : 'default'}
            ghost={shown === provider}
            aria-pressed={shown === provider}
            onClick={() => show(provider)}
          >
            {text(looks[provider].word)} <KeyCap>{looks[provider].key}</KeyCap>
          </Button>
        ))}
      </div>
      {shown && <Shown order={order} payment={payment} provider={shown} />}
    </Flex>
  )
}

type ShownProps = { order: Order; payment: QrPaying; provider: QrProvider }

function Shown({ order, payment, provider }: ShownProps) {
  const problemOf = useProblem()
  const common = useText('common')
  const codeUrl = payment.codes[provider]
  if (codeUrl !== undefined) return <Waiting order={order} payment={payment} codeUrl={codeUrl} />
  if (!payment.error)
    return (
      <Flex justify="center" style={{ padding: 60 }}>
        <Spin />
      </Flex>
    )
  return (
    <Alert
      type="error"
      showIcon
      title={problemOf(payment.error).message}
      action={
        <Button size="small" onClick={() => payment.start(provider)}>
          {common('retry')}
        </Button>
      }
    />
  )
}

function Waiting({ order, payment, codeUrl }: Omit<ShownProps, 'provider'> & { codeUrl: string }) {
  const text = useText('counter')
  const seconds = useCountdown(order.expiresAt ?? order.createdAt)
  const expired = order.expiresAt !== null && seconds === 0
  return (
    <Flex vertical align="center" gap={10}>
      <QrCode value={codeUrl} size={200} state={expired ? 'expired' : 'active'} />
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
