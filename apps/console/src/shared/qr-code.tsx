import { QRCode } from 'antd'

export type QrCodeProps = {
  value: string
  size?: number
  state?: 'active' | 'expired' | 'loading' | 'scanned'
  onRefresh?: () => void
}

/** Always dark on white: scanners of phones fail on inverted codes. */
export function QrCode({ value, size = 200, state = 'active', onRefresh }: QrCodeProps) {
  return (
    <QRCode
      value={value}
      size={size}
      status={state}
      color="#111413"
      bgColor="#FFFFFF"
      errorLevel="M"
      {...(onRefresh ? { onRefresh } : {})}
    />
  )
}
