import { Flex, Tag, Typography } from 'antd'
import { useText } from '../text.ts'
import { changesNothing, useWordOf, type GrantChange } from './areas.ts'

/** What a role gains and loses, before it is saved. */
export function GrantDiff({ change }: { change: GrantChange }) {
  const text = useText('permissions')
  const wordOf = useWordOf()
  if (changesNothing(change))
    return <Typography.Text type="secondary">{text('diff.nothing')}</Typography.Text>
  return (
    <Flex vertical gap={12}>
      {change.scope && (
        <div>
          <Typography.Text type="secondary">{text('diff.scope')}</Typography.Text>
          <div>
            <Typography.Text delete>{text(`scope.${change.scope.from}`)}</Typography.Text>
            {' → '}
            <Typography.Text strong>{text(`scope.${change.scope.to}`)}</Typography.Text>
          </div>
        </div>
      )}
      {change.secondFactor && (
        <div>
          <Typography.Text type="secondary">{text('diff.secondFactor')}</Typography.Text>
          <div>
            <Typography.Text strong>{text(`diff.secondFactor.${change.secondFactor}`)}</Typography.Text>
          </div>
        </div>
      )}
      <Words label={text('diff.added')} sign="+" colour="success" words={change.added.map(wordOf)} />
      <Words label={text('diff.removed')} sign="−" colour="error" words={change.removed.map(wordOf)} />
    </Flex>
  )
}

type WordsProps = { label: string; sign: string; colour: 'success' | 'error'; words: string[] }

function Words({ label, sign, colour, words }: WordsProps) {
  if (words.length === 0) return null
  return (
    <div>
      <Typography.Text type="secondary">
        {label} · {words.length}
      </Typography.Text>
      <Flex wrap gap={6} style={{ marginTop: 4 }}>
        {words.map((word) => (
          <Tag key={word} color={colour} style={{ margin: 0 }}>
            {sign} {word}
          </Tag>
        ))}
      </Flex>
    </div>
  )
}
