import type { AuditEvent } from '@sesame/contract/staff'
import type { Static } from '@sesame/contract/schema'
import { Button, Checkbox, Typography } from 'antd'
import { useState } from 'react'
import { CopyText } from '../../../shared/copy-text.tsx'
import { DateTime } from '../../../shared/date-time.tsx'
import { DetailDrawer } from '../../../shared/detail-drawer.tsx'
import { Facts } from '../../../shared/facts.tsx'
import { EmptyLook, Loading } from '../../../shared/looks.tsx'
import { Section } from '../../../shared/section.tsx'
import { ToneTag } from '../../../shared/state-tag.tsx'
import { useText } from '../../../shared/text.ts'
import { differencesOf } from './differences.ts'
import '../audit.css'
import { useAuditWords } from './words.ts'

type Event = Static<typeof AuditEvent>
type EventDrawerProps = {
  id: string | undefined
  event: Event | undefined
  waiting: boolean
  onClose: () => void
  onSubject: (event: Event) => void
}

export function EventDrawer({ id, event, waiting, onClose, onSubject }: EventDrawerProps) {
  const text = useText('audit')
  const words = useAuditWords()
  return (
    <DetailDrawer
      id={id}
      onClose={onClose}
      title={event ? words.action(event.action) : text('action')}
      actions={event && <Button onClick={() => onSubject(event)}>{text('see.subject')}</Button>}
      width={720}
    >
      {event ? (
        <>
          <Facts
            facts={[
              { label: text('at'), value: <DateTime at={event.at} show="second" /> },
              { label: text('actor'), value: event.actorName || '–' },
              { label: text('subject'), value: words.subject(event.subjectKind) },
              { label: text('subjectId'), value: <CopyText value={event.subjectId} /> },
              {
                label: text('chain'),
                value: (
                  <span title={text('chained.hint')}>
                    <ToneTag tone={event.chained ? 'own' : 'neutral'}>
                      {text(event.chained ? 'chained' : 'unchained')}
                    </ToneTag>
                  </span>
                ),
              },
            ]}
          />
          <Differences event={event} />
        </>
      ) : waiting ? (
        <Loading />
      ) : (
        <EmptyLook title={text('absent')} />
      )}
    </DetailDrawer>
  )
}

function Differences({ event }: { event: Event }) {
  const text = useText('audit')
  const words = useAuditWords()
  const [showsAll, setShowsAll] = useState(false)
  const lines = differencesOf(event.before, event.after)
  const shown = showsAll ? lines : lines.filter((line) => line.changed)
  if (lines.length === 0)
    return (
      <Section title={text('changes')}>
        <Typography.Text type="secondary">{text('changes.none')}</Typography.Text>
      </Section>
    )
  return (
    <Section
      title={text('changes')}
      extra={
        lines.some((line) => !line.changed) && (
          <Checkbox checked={showsAll} onChange={({ target }) => setShowsAll(target.checked)}>
            {text('show.all')}
          </Checkbox>
        )
      }
    >
      <div className="sesame-diff-frame">
        <table className="sesame-diff">
          <thead>
            <tr>
              <th>{text('field')}</th>
              <th>{text('before')}</th>
              <th>{text('after')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((line) => (
              <tr key={line.field}>
                <th scope="row" title={line.field}>
                  {words.field(line.field)}
                </th>
                <td className={line.changed && line.before ? 'sesame-diff-before' : undefined}>
                  {line.before}
                </td>
                <td className={line.changed && line.after ? 'sesame-diff-after' : undefined}>{line.after}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  )
}
