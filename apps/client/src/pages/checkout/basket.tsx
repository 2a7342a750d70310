import { useState } from 'react'
import { View } from '@tarojs/components'
import type { Line, OfferedMethod, Product } from '../../api/types'
import type { PaymentMethod } from '../../platform/types'
import { Action } from '../../shared/action'
import { Money } from '../../shared/money'
import { Shell } from '../../shared/shell'
import { Stepper } from '../../shared/stepper'
import { Methods } from './methods'
import { useBuy } from './use-buy'

const words = {
  count: '数量',
  total: '合计',
  pay: '去支付',
  recharge: '为这张卡充值',
  prepaid: '预付的钱单独记账，用一次、结一次。',
}
const countMost = 20

type Props = { product: Product; cardId: string | undefined; methods: OfferedMethod[] }

export function Basket({ product, cardId, methods }: Props) {
  const [quantity, setQuantity] = useState(1)
  const [chosen, setChosen] = useState<PaymentMethod>()
  const method = chosen ?? methods[0]?.method
  const single = product.sells === 'card'
  const buy = useBuy(lineOf(product, quantity, cardId), method)

  const foot = (
    <>
      <View className="foot-grow">
        <View className="soft small">{words.total}</View>
        <Money amountFen={product.priceFen * quantity} size={24} />
      </View>
      <Action off={method === undefined} busy={buy.busy} onPress={buy.run}>
        {words.pay}
      </Action>
    </>
  )
  return (
    <Shell foot={foot}>
      <View className="panel">
        {cardId !== undefined && <View className="soft small">{words.recharge}</View>}
        <View className="row">
          <View className="grow checkout-name">{product.name}</View>
          <Money amountFen={product.priceFen} />
        </View>
        {!single && (
          <View className="row">
            <View className="row-name">{words.count}</View>
            <Stepper
              count={quantity}
              most={Math.min(countMost, product.stockLeft ?? countMost)}
              onChange={setQuantity}
            />
          </View>
        )}
      </View>
      <Methods methods={methods} chosen={method} onChoose={setChosen} />
      {single && <View className="soft small checkout-note">{words.prepaid}</View>}
    </Shell>
  )
}

/** A bundle opens a card, or loads the one that is named; everything else is sold as it is. */
function lineOf(product: Product, quantity: number, cardId: string | undefined): Line {
  const line = { productId: product.id, quantity }
  if (product.sells !== 'card') return { ...line, kind: product.sells }
  return cardId === undefined ? { ...line, kind: 'card-open' } : { ...line, kind: 'card-recharge', cardId }
}
