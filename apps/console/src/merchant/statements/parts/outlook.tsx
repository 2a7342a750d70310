import { settlementRoutes } from '@sesame/contract/settlement'
import { Flex, Typography } from 'antd'
import { useQueryOf } from '../../../shared/api.ts'
import { Panel } from '../../../shared/page-shell.tsx'
import { ToneTag } from '../../../shared/state-tag.tsx'
import { useText } from '../../../shared/text.ts'

/** What the next statement will be of, and what it waits for. */
export function Outlook() {
  const text = useText('settlement')
  const { data } = useQueryOf(settlementRoutes.outlook, {})
  if (!data) return null
  const { next, waiting, terms, open } = data
  const waits = waiting.map(({ name, reconciledThrough: day }) =>
    day === null ? text('waiting.never', { name }) : text('waiting.one', { name, day }),
  )
  return (
    <div style={{ marginBottom: 16 }}>
      <Panel>
        <Flex gap={12} wrap align="center">
          <ToneTag tone="own">{text(`period.${terms.period}`)}</ToneTag>
          <Typography.Text>
            {next ? text('next', { from: next.firstDay, to: next.lastDay }) : text('next.none')}
          </Typography.Text>
          {next && (
            <Typography.Text type="secondary">
              {waits.length > 0 ? waits.join('；') : text('waiting.none')}
            </Typography.Text>
          )}
          {open > 0 && <ToneTag tone="escrow">{text('open', { count: open })}</ToneTag>}
        </Flex>
      </Panel>
    </div>
  )
}
