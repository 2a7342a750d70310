import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Alert, Button, Flex, Form, Input, Radio, Switch } from 'antd'
import { useText } from '../text.ts'
import type { ChannelKeys } from './channel.ts'
import { PatternField, PemField, pemRules } from './key-inputs.tsx'
import { PemInput } from './pem-input.tsx'
import { serialOf } from './serial-of.ts'

export type WechatPayValues = {
  merchantNumber: string
  merchantSerial?: string
  merchantCertificatePem?: string
  merchantPrivateKeyPem?: string
  apiV3Key?: string
  apiV2Key?: string
  trust?: 'typed' | 'downloaded'
  platformKeys?: { id: string; pem: string }[]
  isPartner?: boolean
  partnerAppId?: string
  subMerchantNumber?: string
}

export function wechatPayKeysOf(values: WechatPayValues): ChannelKeys {
  const { merchantNumber, merchantSerial = '', merchantPrivateKeyPem = '', apiV3Key = '' } = values
  const { merchantCertificatePem, apiV2Key, partnerAppId = '', subMerchantNumber = '' } = values
  return {
    provider: 'wechat-pay',
    merchantNumber,
    merchantSerial,
    merchantPrivateKeyPem,
    ...(merchantCertificatePem ? { merchantCertificatePem } : {}),
    apiV3Key,
    ...(apiV2Key ? { apiV2Key } : {}),
    platformKeys: values.trust === 'downloaded' ? [] : (values.platformKeys ?? []),
    ...(values.isPartner ? { partner: { appId: partnerAppId, subMerchantNumber } } : {}),
  }
}

/** As they are first shown: one public key, as every new merchant has. */
export const wechatPayInitial = {
  trust: 'typed' as const,
  isPartner: false,
  platformKeys: [{ id: '', pem: '' }],
}

export function WechatPayFields() {
  const text = useText('channels')
  const form = Form.useFormInstance<WechatPayValues>()
  const isPartner = Form.useWatch('isPartner') as boolean | undefined
  const trust = Form.useWatch('trust') as WechatPayValues['trust']
  const fillSerial = (pem: string) => {
    const serial = serialOf(pem)
    if (serial) form.setFieldValue('merchantSerial', serial)
  }
  return (
    <>
      <Form.Item
        name="isPartner"
        label={text('partner')}
        extra={text('partner.hint')}
        valuePropName="checked"
      >
        <Switch />
      </Form.Item>
      <PatternField
        name="merchantNumber"
        label={text(isPartner ? 'partner.merchantNumber' : 'merchantNumber')}
        hint={text('merchantNumber.wechat-pay.hint')}
        pattern={/^\d{8,12}$/}
      />
      {isPartner && <PartnerFields />}
      <Form.Item
        name="merchantCertificatePem"
        label={text('merchantCertificatePem')}
        extra={text('merchantCertificatePem.hint')}
        rules={pemRules('public', text).filter((rule) => !('required' in rule))}
      >
        <PemInput wanted="public" onRead={fillSerial} />
      </Form.Item>
      <PatternField
        name="merchantSerial"
        label={text('merchantSerial')}
        hint={text('merchantSerial.hint')}
        pattern={/^[0-9A-Fa-f]{20,64}$/}
      />
      <PemField name="merchantPrivateKeyPem" wanted="private" />
      <SecretField name="apiV3Key" required />
      <SecretField name="apiV2Key" />
      <Form.Item name="trust" label={text('trust')}>
        <Radio.Group
          options={[
            { value: 'typed', label: text('trust.typed') },
            { value: 'downloaded', label: text('trust.downloaded') },
          ]}
        />
      </Form.Item>
      {trust === 'downloaded' ? (
        <Alert type="info" showIcon title={text('trust.downloaded.hint')} />
      ) : (
        <PlatformKeys />
      )}
    </>
  )
}

function PartnerFields() {
  const text = useText('channels')
  return (
    <>
      <PatternField
        name="partnerAppId"
        label={text('partner.appId')}
        hint={text('app.appId.hint')}
        pattern={/^[0-9A-Za-z]{8,32}$/}
      />
      <PatternField
        name="subMerchantNumber"
        label={text('partner.subMerchantNumber')}
        hint={text('merchantNumber.wechat-pay.hint')}
        pattern={/^\d{8,12}$/}
      />
    </>
  )
}

function SecretField({ name, required = false }: { name: 'apiV3Key' | 'apiV2Key'; required?: boolean }) {
  const text = useText('channels')
  const typed = (Form.useWatch(name) as string | undefined) ?? ''
  const hint = text(`${name}.hint`, { count: typed.length })
  return (
    <Form.Item name={name} label={text(name)} extra={hint} rules={[{ required }, { len: 32, message: hint }]}>
      <Input.Password autoComplete="new-password" maxLength={64} />
    </Form.Item>
  )
}

function PlatformKeys() {
  const text = useText('channels')
  return (
    <Form.List name="platformKeys">
      {(rows, { add, remove }) => (
        <>
          {rows.map((row) => (
            <fieldset key={row.key} className="sesame-frame" style={{ marginBottom: 12 }}>
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
              <PlatformKey index={row.name} />
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

function PlatformKey({ index }: { index: number }) {
  const text = useText('channels')
  const form = Form.useFormInstance<WechatPayValues>()
  return (
    <div>
      <Form.Item
        name={[index, 'id']}
        label={text('platformKeyId')}
        extra={text('platformKeyId.hint')}
        rules={[{ required: true, min: 8, max: 80 }]}
      >
        <Input autoComplete="off" />
      </Form.Item>
      <Form.Item
        name={[index, 'pem']}
        label={text('platformKeyPem')}
        extra={text('platformKeyPem.hint')}
        rules={pemRules('public', text)}
      >
        <PemInput
          wanted="public"
          onRead={(pem) => {
            const serial = serialOf(pem)
            if (serial) form.setFieldValue(['platformKeys', index, 'id'], serial)
          }}
        />
      </Form.Item>
    </div>
  )
}
