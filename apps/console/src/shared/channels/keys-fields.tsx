import { Alert } from 'antd'
import { useText } from '../text.ts'
import { AlipayFields, alipayKeysOf, type AlipayValues } from './alipay-fields.tsx'
import type { ChannelKeys, Provider } from './channel.ts'
import {
  WechatPayFields,
  wechatPayInitial,
  wechatPayKeysOf,
  type WechatPayValues,
} from './wechat-pay-fields.tsx'

export type KeysValues = AlipayValues & WechatPayValues

export function keysOf(provider: Provider, values: KeysValues): ChannelKeys {
  return provider === 'alipay' ? alipayKeysOf(values) : wechatPayKeysOf(values)
}

export const keysInitial: Partial<KeysValues> = wechatPayInitial

/** Numbers and keys of a channel; the server checks them again by signing with them. */
export function KeysFields({ provider }: { provider: Provider }) {
  const text = useText('channels')
  return (
    <>
      <Alert type="info" showIcon title={text('secrets.note')} style={{ marginBottom: 16 }} />
      {provider === 'alipay' ? <AlipayFields /> : <WechatPayFields />}
    </>
  )
}
