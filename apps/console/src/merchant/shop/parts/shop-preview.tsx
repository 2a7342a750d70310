import { useText } from '../../../shared/text.ts'

type ShopPreviewProps = {
  name: string
  notice: string
  phone: string
  address: string
  themeColor: string
  coverUrl: string | undefined
}

/** The head of the customer app's home page, in small. */
export function ShopPreview({ name, notice, phone, address, themeColor, coverUrl }: ShopPreviewProps) {
  const text = useText('shop')
  const cover = coverUrl ? `linear-gradient(${themeColor}cc, ${themeColor}99), url(${coverUrl})` : themeColor
  return (
    <figure className="sesame-shop-preview" aria-label={text('preview')}>
      <div style={{ background: cover, backgroundSize: 'cover', backgroundPosition: 'center' }}>
        <strong>{name}</strong>
        <span>{[address, phone].filter(Boolean).join(' · ')}</span>
      </div>
      <p>{notice || text('preview.none')}</p>
      <figcaption>{text('preview')}</figcaption>
    </figure>
  )
}
