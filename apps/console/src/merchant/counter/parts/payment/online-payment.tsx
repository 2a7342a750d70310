import { counterRoutes } from '@sesame/contract/counter'
import { Divider, Flex, Skeleton } from 'antd'
import { useState } from 'react'
import { useQueryOf } from '../../../../shared/api.ts'
import { EmptyLook } from '../../../../shared/looks.tsx'
import { useText } from '../../../../shared/text.ts'
import type { Order } from '../../counter-types.ts'
import { methodsByCode } from '../../payer-code.ts'
import { CodePayment } from './code-payment.tsx'
import { QrPayment } from './qr-payment.tsx'
import type { CodePaying } from './use-code-payment.ts'
import type { QrPaying, QrProvider } from './use-qr-payment.ts'

type OnlinePaymentProps = { order: Order; code: CodePaying; qr: QrPaying }

const providersOf = (methods: string[]): QrProvider[] => [
  ...(methods.includes('wechat-native') ? (['wechat-pay'] as const) : []),
  ...(methods.includes('alipay-precreate') ? (['alipay'] as const) : []),
]

/** The customer's phone is scanned, or scans. Only what the shop's accounts can do is offered. */
export function OnlinePayment({ order, code, qr }: OnlinePaymentProps) {
  const text = useText('counter')
  const [shown, setShown] = useState<QrProvider | undefined>(undefined)
  const asked = useQueryOf(counterRoutes.listCounterMethods, {})
  const methods = asked.data?.items.map(({ method }) => method as string)
  const isBusy = code.isWaiting || code.sending
  if (!methods && !isBusy) return <Skeleton active />
  const offered = providersOf(methods ?? [])
  const takesCodes = isBusy || (methods ?? []).some((method) => methodsByCode.has(method))
  if (!takesCodes && offered.length === 0) return <EmptyLook title={text('pay.online.none')} />
  return (
    <Flex vertical gap={12}>
      {takesCodes && <CodePayment order={order} payment={code} />}
      {!isBusy && offered.length > 0 && (
        <>
          {takesCodes && <Divider plain>{text('pay.qr.or')}</Divider>}
          <QrPayment order={order} payment={qr} offered={offered} shown={shown} onShow={setShown} />
        </>
      )}
    </Flex>
  )
}
