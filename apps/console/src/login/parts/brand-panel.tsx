import { Flex } from 'antd'
import { Mark } from '../../shared/mark.tsx'
import { useText } from '../../shared/text.ts'

/** What Sesame promises, beside the form. */
export function BrandPanel() {
  const text = useText('login')
  const layout = useText('layout')
  return (
    <aside className="sesame-login-brand">
      <Flex align="center" gap={12} style={{ fontSize: 20, fontWeight: 650 }}>
        <span
          style={{
            display: 'grid',
            placeItems: 'center',
            background: '#fff8e8',
            borderRadius: 12,
            padding: 6,
          }}
        >
          <Mark size={30} />
        </span>
        {layout('brand')}
      </Flex>
      <div>
        <h2>{text('tagline')}</h2>
        <ul className="sesame-login-points">
          <li>{text('point.card')}</li>
          <li>{text('point.books')}</li>
          <li>{text('point.safe')}</li>
        </ul>
      </div>
      <span />
      <svg className="sesame-login-flow" viewBox="0 0 64 64" aria-hidden="true">
        <path
          d="M32 3C45 14 54 26 54 39a22 22 0 0 1-44 0C10 26 19 14 32 3Z"
          fill="none"
          stroke="#fff8e8"
          strokeWidth="1.2"
        />
        <path
          d="M32 17c6.500 6 11 12.500 11 20v17a22 22 0 0 1-22 0V37c0-7.500 4.500-14 11-20Z"
          fill="#f0c465"
        />
      </svg>
    </aside>
  )
}
