import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Alert, Button, Flex, Form, Input } from 'antd'
import { useText, type Text } from '../../../shared/text.ts'
import type { ChannelKeys, Provider } from './channel.ts'
import { pemHintOf, type PemKind } from './pem-hint.ts'
import { PemInput } from './pem-input.tsx'

export type KeysValues = {
  merchantNumber: string
  merchantSerial?: string
  merchantPrivateKeyPem?: string
  apiV3Key?: string
  platformKeys?: { id: string; pem: string }[]
  appId?: string
  appPrivateKeyPem?: string
  alipayPublicKeyPem?: string
}

export function keysOf(provider: Provider, values: KeysValues): ChannelKeys {
  const { merchantNumber } = values
  if (provider === 'alipay') {
    const { appId = '', appPrivateKeyPem = '', alipayPublicKeyPem = '' } = values
    return { provider, merchantNumber, appId, appPrivateKeyPem, alipayPublicKeyPem }
  }
  const { merchantSerial = '', merchantPrivateKeyPem = '', apiV3Key = '', platformKeys = [] } = values
  return { provider, merchantNumber, merchantSerial, merchantPrivateKeyPem, apiV3Key, platformKeys }
}

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

function AlipayFields() {
  const text = useText('channels')
  return (
    <>
      <PatternField
        name="merchantNumber"
        label={text('merchantNumber.alipay')}
        hint={text('merchantNumber.alipay.hint')}
        pattern={/^\d{16}$/}
      />
      <PatternField
        name="appId"
        label={text('alipayAppId')}
        hint={text('alipayAppId.hint')}
        pattern={/^\d{16}$/}
      />
      <PemField name="appPrivateKeyPem" wanted="private" />
      <PemField name="alipayPublicKeyPem" wanted="public" />
    </>
  )
}

function WechatPayFields() {
  const text = useText('channels')
  const apiV3Key = (Form.useWatch('apiV3Key') as string | undefined) ?? ''
  return (
    <>
      <PatternField
        name="merchantNumber"
        label={text('merchantNumber')}
        hint={text('merchantNumber.wechat-pay.hint')}
        pattern={/^\d{8,12}$/}
      />
      <PatternField
        name="merchantSerial"
        label={text('merchantSerial')}
        hint={text('merchantSerial.hint')}
        pattern={/^[0-9A-Fa-f]{20,64}$/}
      />
      <PemField name="merchantPrivateKeyPem" wanted="private" />
      <Form.Item
        name="apiV3Key"
        label={text('apiV3Key')}
        extra={text('apiV3Key.hint', { count: apiV3Key.length })}
        rules={[{ required: true }, { len: 32, message: text('apiV3Key.hint', { count: apiV3Key.length }) }]}
      >
        <Input.Password autoComplete="new-password" maxLength={64} />
      </Form.Item>
      <PlatformKeys />
    </>
  )
}

function PlatformKeys() {
  const text = useText('channels')
  return (
    <Form.List name="platformKeys">
      {(rows, { add, remove }) => (
        <>
          {rows.map((row) => (
            <fieldset key={row.key} className="sesame-key-frame" style={{ marginBottom: 12 }}>
              <legend>
                <strong>{text('platformKey')}</strong>
                {rows.length > 1 && (
                  <Button
                    type="text"
                    size="small"
                    icon={<DeleteOutlined />}
                    aria-label={text('platformKey.remove')}
                    onClick={() => remove(row.name)}
                  />
                )}
              </legend>
              <div>
                <Form.Item
                  name={[row.name, 'id']}
                  label={text('platformKeyId')}
                  extra={text('platformKeyId.hint')}
                  rules={[{ required: true, min: 8, max: 80 }]}
                >
                  <Input autoComplete="off" />
                </Form.Item>
                <Form.Item
                  name={[row.name, 'pem']}
                  label={text('platformKeyPem')}
                  extra={text('platformKeyPem.hint')}
                  rules={pemRules('public', text)}
                >
                  <PemInput wanted="public" />
                </Form.Item>
              </div>
            </fieldset>
          ))}
          {rows.length < 5 && (
            <Flex>
              <Button type="dashed" icon={<PlusOutlined />} onClick={() => add({ id: '', pem: '' })}>
                {text('platformKey.add')}
              </Button>
            </Flex>
          )}
        </>
      )}
    </Form.List>
  )
}

type PatternFieldProps = { name: string; label: string; hint: string; pattern: RegExp }

function PatternField({ name, label, hint, pattern }: PatternFieldProps) {
  return (
    <Form.Item
      name={name}
      label={label}
      extra={hint}
      rules={[{ required: true }, { pattern, message: hint }]}
      normalize={(typed: string) => typed.trim()}
    >
      <Input autoComplete="off" />
    </Form.Item>
  )
}

type PemName = 'merchantPrivateKeyPem' | 'appPrivateKeyPem' | 'alipayPublicKeyPem'

function PemField({ name, wanted }: { name: PemName; wanted: PemKind }) {
  const text = useText('channels')
  return (
    <Form.Item name={name} label={text(name)} extra={text(`${name}.hint`)} rules={pemRules(wanted, text)}>
      <PemInput wanted={wanted} />
    </Form.Item>
  )
}

function pemRules(wanted: PemKind, text: Text<'channels'>) {
  return [
    { required: true, message: text('pem.required') },
    {
      validator: async (_: unknown, value: string | undefined) => {
        const hint = value ? pemHintOf(value, wanted) : undefined
        if (hint && !hint.good) throw new Error(text(`pem.${hint.word}`))
      },
    },
  ]
}
