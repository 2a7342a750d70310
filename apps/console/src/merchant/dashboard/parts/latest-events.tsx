import { Flex, Typography } from 'antd'
import { DateTime } from '../../../shared/date-time.tsx'
import { EmptyLook } from '../../../shared/looks.tsx'
import { Money } from '../../../shared/money-text.tsx'
import { Panel } from '../../../shared/page-shell.tsx'
import { ToneTag } from '../../../shared/state-tag.tsx'
import { useText } from '../../../shared/text.ts'
import type { Tone } from '../../../shared/theme.ts'
import type { Dashboard } from '../figures.ts'

const tones = { deal: 'own', redemption: 'released', refund: 'refunded' } as const satisfies Record<
  Dashboard['latest'][number]['kind'],
  Tone
>

export function LatestEvents({ latest }: { latest: Dashboard['latest'] }) {
  const text = useText('dashboard')
  return (
    <Panel title={text('latest')}>
      {latest.length === 0 ? (
        <EmptyLook hint={text('latest.empty')} />
      ) : (
        <div role="list" className="dashboard-latest">
          {latest.map((event, index) => (
            <Flex
              key={`${event.at}-${index}`}
              role="listitem"
              className="sesame-more-row"
              justify="space-between"
              gap={12}
            >
              <div style={{ minWidth: 0 }}>
                <div className="dashboard-event-title">
                  <ToneTag tone={tones[event.kind]}>{text(`kind.${event.kind}`)}</ToneTag>{' '}
                  {event.title ?? text('latest.value')}
                </div>
                <Typography.Text type="secondary" style={{ fontSize: 12 }}>
                  <DateTime at={event.at} show="clock" /> · {event.who ?? text('latest.walk-in')}
                </Typography.Text>
              </div>
              <Money
                fen={event.kind === 'refund' ? -event.amountFen : event.amountFen}
                tone={tones[event.kind]}
              />
            </Flex>
          ))}
        </div>
      )}
    </Panel>
  )
}
