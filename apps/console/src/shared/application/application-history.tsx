import { Flex, Timeline, Typography } from 'antd'
import { DateTime } from '../date-time.tsx'
import { StateTag } from '../state-tag.tsx'
import { useText } from '../text.ts'
import type { ApplicationView } from './field-groups.ts'

/** Each step of an application, with who took it and what was found wrong. */
export function ApplicationHistory({ application }: { application: ApplicationView }) {
  const text = useText('application')
  const labelOf = (key: string) =>
    [...application.form, ...application.documentKinds].find((asked) => asked.key === key)?.label ?? key
  if (application.events.length === 0)
    return <Typography.Text type="secondary">{text('history.none')}</Typography.Text>
  return (
    <Timeline
      items={application.events.map((event) => ({
        key: event.id,
        content: (
          <Flex vertical gap={2}>
            <Flex gap={8} align="center" wrap>
              <StateTag kind="application" state={event.to} />
              <Typography.Text type="secondary" style={{ fontSize: 12 }}>
                <DateTime at={event.at} show="second" /> · {event.actorName}
              </Typography.Text>
            </Flex>
            {event.note && <span>{event.note}</span>}
            {event.reasons.map(({ key, reason }) => (
              <Typography.Text key={key} type="danger" style={{ fontSize: 13 }}>
                {labelOf(key)}：{reason}
              </Typography.Text>
            ))}
          </Flex>
        ),
      }))}
    />
  )
}
