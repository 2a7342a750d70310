import { Flex, Typography } from 'antd'
import { useEffect, type ReactNode } from 'react'
import { usePhone } from './use-phone.ts'

export type PageShellProps = {
  title: string
  purpose?: string
  actions?: ReactNode
  /** Beside the title: a live dot, a state. */
  aside?: ReactNode
  children: ReactNode
}

/** A page: title, one sentence of purpose, actions, content. */
export function PageShell({ title, purpose, actions, aside, children }: PageShellProps) {
  const phone = usePhone()
  useEffect(() => {
    document.title = `${title} · 芝麻开门`
  }, [title])
  return (
    <div style={{ maxWidth: 1360, margin: '0 auto', padding: phone ? '4px 12px 24px' : '8px 28px 40px' }}>
      <Flex justify="space-between" align="flex-end" gap={12} wrap style={{ marginBottom: phone ? 12 : 20 }}>
        <div style={{ minWidth: 0, flex: '1 1 240px' }}>
          <Flex align="center" gap={12} wrap>
            <Typography.Title level={1} style={{ fontSize: phone ? 20 : 24, margin: 0 }}>
              {title}
            </Typography.Title>
            {aside}
          </Flex>
          {purpose && (
            <Typography.Paragraph type="secondary" style={{ margin: '4px 0 0' }}>
              {purpose}
            </Typography.Paragraph>
          )}
        </div>
        {actions && (
          <Flex gap={8} wrap>
            {actions}
          </Flex>
        )}
      </Flex>
      {children}
    </div>
  )
}

/** A surface that groups content of a page, with an optional heading. */
export function Panel({ title, extra, children, flush }: PanelProps) {
  return (
    <section className={flush ? 'sesame-panel sesame-panel-flush' : 'sesame-panel'}>
      {(title || extra) && (
        <Flex justify="space-between" align="center" className="sesame-panel-head" gap={8} wrap>
          {title && (
            <Typography.Title level={2} style={{ fontSize: 15, margin: 0 }}>
              {title}
            </Typography.Title>
          )}
          {extra}
        </Flex>
      )}
      {children}
    </section>
  )
}

type PanelProps = {
  title?: string
  extra?: ReactNode
  children: ReactNode
  /** No padding: tables. */ flush?: boolean
}
