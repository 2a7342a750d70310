import { Typography } from 'antd'
import { EmptyLook } from '../../../shared/looks.tsx'
import { Money } from '../../../shared/money-text.tsx'
import { Panel } from '../../../shared/page-shell.tsx'
import { useText } from '../../../shared/text.ts'
import type { Dashboard } from '../figures.ts'

/** What brought most in 30 days; the bar is its part of the best one. */
export function BestSellers({ best }: { best: Dashboard['best'] }) {
  const text = useText('dashboard')
  const most = Math.max(1, ...best.map((product) => product.amountFen))
  return (
    <Panel title={text('best')}>
      {best.length === 0 ? (
        <EmptyLook title={text('best.empty')} />
      ) : (
        <ol className="dashboard-best">
          {best.map((product) => (
            <li key={product.productId}>
              <div className="dashboard-best-line">
                <span className="dashboard-best-name">{product.name}</span>
                <Typography.Text type="secondary">
                  {text('best.sold', { count: product.sold })}
                </Typography.Text>
                <strong>
                  <Money fen={product.amountFen} />
                </strong>
              </div>
              <div className="dashboard-bar">
                <span style={{ width: `${(product.amountFen / most) * 100}%` }} />
              </div>
            </li>
          ))}
        </ol>
      )}
    </Panel>
  )
}
