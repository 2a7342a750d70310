import { DeleteOutlined, MinusOutlined, PlusOutlined } from '@ant-design/icons'
import { Alert, Button, Flex, Typography } from 'antd'
import type { Quote } from './use-quote.ts'
import { EmptyLook } from '../../../../shared/looks.tsx'
import { Money } from '../../../../shared/money-text.tsx'
import { useProblem } from '../../../../shared/notice.tsx'
import { useText } from '../../../../shared/text.ts'
import type { CartLine } from '../../counter-types.ts'
import { KeyCap } from '../../keys/key-cap.tsx'

type CartProps = {
  lines: CartLine[]
  quote: Quote
  onQuantity: (productId: string, quantity: number) => void
  onClear: () => void
  onPay: () => void
  placing: boolean
  /** The order is placed and waits for payment: nothing changes any more. */
  frozen: boolean
  onLater: () => void
}

/** What is being bought; amounts are the server's, never added up here. */
export function Cart(props: CartProps) {
  const { lines, quote, onClear, onPay, placing, frozen, onLater } = props
  const text = useText('counter')
  const problemOf = useProblem()
  const count = lines.reduce((sum, line) => sum + line.quantity, 0)
  if (lines.length === 0) return <EmptyLook title={text('cart.empty')} />
  return (
    <>
      <div role="list">
        {lines.map((line) => (
          <CartRow key={line.product.id} {...props} line={line} />
        ))}
      </div>
      {quote.error && (
        <Alert type="warning" showIcon title={problemOf(quote.error).message} style={{ marginTop: 12 }} />
      )}
      <Flex justify="space-between" align="center" style={{ margin: '12px 0' }}>
        <Typography.Text type="secondary">
          {text('cart.total')} · {text('cart.count', { count })}
        </Typography.Text>
        <Money fen={quote.totalFen} size="figure" />
      </Flex>
      <Flex gap={8}>
        <Button size="large" onClick={frozen ? onLater : onClear}>
          {text(frozen ? 'pay.later' : 'cart.clear')}
        </Button>
        <Button
          type="primary"
          size="large"
          block
          disabled={quote.totalFen === undefined || quote.stale}
          loading={placing}
          onClick={onPay}
        >
          {text(frozen ? 'pay.resume' : 'pay')} <KeyCap>F8</KeyCap>
        </Button>
      </Flex>
    </>
  )
}

type CartRowProps = Pick<CartProps, 'quote' | 'onQuantity' | 'frozen'> & { line: CartLine }

function CartRow({ line, quote, onQuantity, frozen }: CartRowProps) {
  const text = useText('counter')
  const { product, quantity, card } = line
  const step = (change: number) => onQuantity(product.id, quantity + change)
  return (
    <Flex role="listitem" className="sesame-more-row" justify="space-between" align="center" gap={8}>
      <div style={{ flex: 1, minWidth: 0 }}>
        <div>{product.name}</div>
        <Typography.Text type="secondary" style={{ fontSize: 12 }}>
          {card ? text('cart.forCard', { number: card.number }) : <Money fen={product.priceFen} />}
        </Typography.Text>
      </div>
      <Flex gap={4} align="center">
        <Button
          size="small"
          icon={quantity === 1 ? <DeleteOutlined /> : <MinusOutlined />}
          aria-label={text(quantity === 1 ? 'cart.remove' : 'cart.less')}
          disabled={frozen}
          onClick={() => step(-1)}
        />
        <span style={{ minWidth: 26, textAlign: 'center' }}>{quantity}</span>
        <Button
          size="small"
          icon={<PlusOutlined />}
          aria-label={text('cart.more')}
          disabled={frozen || card !== undefined}
          onClick={() => step(1)}
        />
      </Flex>
      <div style={{ width: 92, textAlign: 'right' }}>
        <Money fen={quote.amountOf(product.name)} />
      </div>
    </Flex>
  )
}
