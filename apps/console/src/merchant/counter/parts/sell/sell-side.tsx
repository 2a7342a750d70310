import { useDeferredValue } from 'react'
import { Forbidden } from '../../../../shared/looks.tsx'
import { Panel } from '../../../../shared/page-shell.tsx'
import { useSession } from '../../../../shared/session.ts'
import { useText } from '../../../../shared/text.ts'
import type { Desk } from '../../use-counter-desk.ts'
import { Cart } from './cart.tsx'
import { CustomerBox } from './customer-box.tsx'
import { ProductGrid } from './product-grid.tsx'
import { RechargePanel } from './recharge-panel.tsx'

type SellSideProps = { desk: Desk; search: string }

/** Products (or the cards to recharge) at the left, customer and cart at the right. */
export function SellSide({ desk, search }: SellSideProps) {
  const text = useText('counter')
  const { can } = useSession('merchant')
  const { counter, act, finding } = desk
  // Digits in the box are a code or a mobile on its way, not the name of a product.
  const words = useDeferredValue(/^[\d\s]*$/.test(search) ? '' : search.trim())
  return (
    <div className="counter-desk">
      <Panel>
        {!can('catalog.view') ? (
          <Forbidden />
        ) : counter.mode === 'recharge' ? (
          <RechargePanel
            buyer={counter.buyer}
            target={counter.target}
            onTarget={(card) => act({ type: 'target', card })}
            onChoose={(product, card) => act({ type: 'recharge', product, card })}
          />
        ) : (
          <ProductGrid search={words} onChoose={(product) => act({ type: 'add', product })} />
        )}
      </Panel>
      <div className="counter-side">
        <div className="counter-customer">
          <Panel>
            <CustomerBox
              buyer={counter.buyer}
              found={finding.found}
              onChoose={desk.setBuyer}
              onForget={finding.forget}
              fixed={counter.order !== undefined}
            />
          </Panel>
        </div>
        <div className={counter.lines.length > 0 ? 'counter-cart' : 'counter-cart counter-cart-empty'}>
          <Panel title={text('cart')}>
            <Cart
              lines={counter.lines}
              quote={desk.quote}
              onQuantity={(productId, quantity) => act({ type: 'quantity', productId, quantity })}
              onClear={() => act({ type: 'clear' })}
              onPay={desk.pay}
              placing={desk.placing}
              frozen={counter.order !== undefined}
              onLater={desk.next}
            />
          </Panel>
        </div>
      </div>
    </div>
  )
}
