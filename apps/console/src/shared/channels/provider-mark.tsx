import { AlipayCircleFilled, WechatFilled } from '@ant-design/icons'
import type { Provider } from './channel.ts'

/** The channel's own sign in its own colour, as customers know it. */
export function ProviderMark({ provider, size = 28 }: { provider: Provider; size?: number }) {
  const style = { fontSize: size, color: provider === 'alipay' ? '#1677FF' : '#07A35A' }
  return provider === 'alipay' ? <AlipayCircleFilled style={style} /> : <WechatFilled style={style} />
}
