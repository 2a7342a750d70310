import { Flex, Typography } from 'antd'
import type { ReactNode } from 'react'

type SectionProps = { title: string; extra?: ReactNode; children: ReactNode }

/** A part of a drawer with its heading. */
export function Section({ title, extra, children }: SectionProps) {
  return (
    <section className="sesame-section">
      <Flex justify="space-between" align="center" gap={8} className="sesame-section-head">
        <Typography.Title level={3} style={{ fontSize: 14, margin: 0 }}>
          {title}
        </Typography.Title>
        {extra}
      </Flex>
      {children}
    </section>
  )
}
