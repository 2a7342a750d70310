import { Flex, Typography } from 'antd'
import type { ComponentProps } from 'react'
import { Money } from './money-text.tsx'
import { TransfersButton } from './transfers-button.tsx'

type AmountHeadProps = Pick<ComponentProps<typeof Money>, 'fen' | 'tone'> &
  Pick<ComponentProps<typeof TransfersButton>, 'subjects'> & { label: string }

/** What a drawer is about in one figure, and the transfers behind it. */
export function AmountHead({ label, subjects, ...money }: AmountHeadProps) {
  return (
    <Flex justify="space-between" align="flex-end" wrap gap={8} style={{ marginBottom: 12 }}>
      <div>
        <Typography.Text type="secondary">{label}</Typography.Text>
        <div>
          <Money {...money} size="figure" />
        </div>
      </div>
      <TransfersButton subjects={subjects} />
    </Flex>
  )
}
