import { Form, Input, Select } from 'antd'
import { isMasked, type Field } from '../../../shared/application/field-groups.ts'
import { useText } from '../../../shared/text.ts'

type FieldInputProps = {
  field: Field
  /** What stands there already, masked; typing replaces it. */
  masked: string | undefined
  /** What the last review found wrong. */
  reason: string | undefined
}

export function FieldInput({ field, masked, reason }: FieldInputProps) {
  const text = useText('application')
  const kept = isMasked(field) && masked
  return (
    <Form.Item
      className={field.kind === 'long-text' ? 'sesame-wide' : ''}
      name={['values', field.key]}
      label={field.label}
      required={field.required}
      extra={field.hint || undefined}
      {...(reason !== undefined && { validateStatus: 'error' as const, help: text('reason', { reason }) })}
    >
      {control(field, kept ? text('kept', { value: masked }) : example(field, text('example')))}
    </Form.Item>
  )
}

const example = (field: Field, word: string) => (field.example ? `${word}${field.example}` : '')

function control(field: Field, placeholder: string) {
  if (field.kind === 'choice')
    return (
      <Select
        allowClear
        placeholder={placeholder}
        options={field.choices.map((value) => ({ value, label: value }))}
      />
    )
  if (field.kind === 'long-text')
    return <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} placeholder={placeholder} />
  if (field.kind === 'date') return <Input type="date" />
  const numeric = field.kind === 'number' || field.kind === 'mobile' || field.kind === 'bank-account'
  return (
    <Input
      autoComplete="off"
      maxLength={100}
      placeholder={placeholder}
      {...(numeric && { inputMode: 'numeric' as const })}
    />
  )
}
