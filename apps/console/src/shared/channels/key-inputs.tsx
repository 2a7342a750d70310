import { Form, Input } from 'antd'
import { useText, type Text } from '../text.ts'
import { pemHintOf, type PemKind } from './pem-hint.ts'
import { PemInput } from './pem-input.tsx'

type PatternFieldProps = { name: string; label: string; hint: string; pattern: RegExp }

export function PatternField({ name, label, hint, pattern }: PatternFieldProps) {
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

type PemName =
  | 'merchantPrivateKeyPem'
  | 'appPrivateKeyPem'
  | 'alipayPublicKeyPem'
  | 'appCertificatePem'
  | 'alipayCertificatePem'
  | 'alipayRootCertificatePem'

export function PemField({ name, wanted }: { name: PemName; wanted: PemKind }) {
  const text = useText('channels')
  return (
    <Form.Item name={name} label={text(name)} extra={text(`${name}.hint`)} rules={pemRules(wanted, text)}>
      <PemInput wanted={wanted} />
    </Form.Item>
  )
}

export function pemRules(wanted: PemKind, text: Text<'channels'>) {
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
