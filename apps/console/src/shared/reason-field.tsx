import { Flex, Input, Tag, Typography } from 'antd'

type ReasonFieldProps = {
  label: string
  placeholder?: string
  value: string
  onChange: (reason: string) => void
  /** Common reasons; one click fills the field. */
  suggestions?: string[]
}

export const reasonLengthMax = 80

/** Why something is done: typed, or picked and then changed. */
export function ReasonField({ label, placeholder, value, onChange, suggestions = [] }: ReasonFieldProps) {
  return (
    <Flex vertical gap={8}>
      <label>
        <Typography.Text type="secondary">{label}</Typography.Text>
        <Input
          autoFocus
          required
          value={value}
          placeholder={placeholder}
          maxLength={reasonLengthMax}
          onChange={(event) => onChange(event.target.value)}
          style={{ marginTop: 4 }}
        />
      </label>
      {suggestions.length > 0 && (
        <Flex gap={6} wrap>
          {suggestions.map((suggestion) => (
            <Tag.CheckableTag
              key={suggestion}
              checked={suggestion === value}
              onChange={() => onChange(suggestion)}
            >
              {suggestion}
            </Tag.CheckableTag>
          ))}
        </Flex>
      )}
    </Flex>
  )
}
