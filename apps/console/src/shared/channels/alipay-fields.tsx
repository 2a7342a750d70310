import { Form, Radio } from 'antd'
import { useText } from '../text.ts'
import type { ChannelKeys } from './channel.ts'
import { PatternField, PemField } from './key-inputs.tsx'

export type AlipayValues = {
  merchantNumber: string
  appId?: string
  appPrivateKeyPem?: string
  alipayMode?: 'key' | 'certificate'
  alipayPublicKeyPem?: string
  appCertificatePem?: string
  alipayCertificatePem?: string
  alipayRootCertificatePem?: string
}

export function alipayKeysOf(values: AlipayValues): ChannelKeys {
  const { merchantNumber, appId = '', appPrivateKeyPem = '' } = values
  const app = { provider: 'alipay' as const, merchantNumber, appId, appPrivateKeyPem }
  if (values.alipayMode !== 'certificate') {
    const { alipayPublicKeyPem = '' } = values
    return { ...app, alipayPublicKeyPem }
  }
  const { appCertificatePem = '', alipayCertificatePem = '', alipayRootCertificatePem = '' } = values
  const certificates = {
    appPem: appCertificatePem,
    alipayPem: alipayCertificatePem,
    rootPem: alipayRootCertificatePem,
  }
  return { ...app, certificates }
}

/** An app with its key, and how Alipay is believed: by its public key, or by three certificates. */
export function AlipayFields() {
  const text = useText('channels')
  const mode = Form.useWatch('alipayMode') as AlipayValues['alipayMode']
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
      <Form.Item
        name="alipayMode"
        label={text('alipayMode')}
        extra={text('alipayMode.hint')}
        initialValue="key"
      >
        <Radio.Group
          optionType="button"
          options={[
            { value: 'key', label: text('alipayMode.key') },
            { value: 'certificate', label: text('alipayMode.certificate') },
          ]}
        />
      </Form.Item>
      {mode === 'certificate' ? (
        <>
          <PemField name="appCertificatePem" wanted="public" />
          <PemField name="alipayCertificatePem" wanted="public" />
          <PemField name="alipayRootCertificatePem" wanted="public" />
        </>
      ) : (
        <PemField name="alipayPublicKeyPem" wanted="public" />
      )}
    </>
  )
}
