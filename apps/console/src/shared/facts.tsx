import { Flex, Typography } from 'antd'
import type { ReactNode } from 'react'

export type Fact = { label: string; value: ReactNode; strong?: boolean }

/** Labelled values, label left and value right: details, and the numbers of a confirmation. */
export function Facts({ facts }: { facts: (Fact | false | undefined)[] }) {
  return (
    <dl className="sesame-facts">
      {facts
        .filter((fact) => fact !== false && fact !== undefined)
        .map((fact) => (
          <Flex key={fact.label} justify="space-between" gap={16} className="sesame-fact">
            <dt>
              <Typography.Text type="secondary">{fact.label}</Typography.Text>
            </dt>
            <dd style={{ fontWeight: fact.strong ? 600 : undefined }}>{fact.value}</dd>
          </Flex>
        ))}
    </dl>
  )
}
