import { Flex, Typography } from 'antd'
import { CopyText } from '../../../shared/copy-text.tsx'
import { Section } from '../../../shared/section.tsx'
import { useText } from '../../../shared/text.ts'
import type { ChannelAccount } from './channel.ts'

/** The host that customers see is the one that hears the channel's notices. */
function placesOf(notifyUrl: string) {
  const { origin, host } = new URL(notifyUrl)
  return { directory: `${origin}/h5/`, h5: host, oauth: host, notify: notifyUrl }
}

/** What has to be entered at WeChat before a method works, with this merchant's real addresses. */
export function WechatPlaces({ account }: { account: ChannelAccount }) {
  const text = useText('channels')
  const places = placesOf(account.notifyUrl)
  return (
    <Section title={text('places')}>
      <Typography.Paragraph type="secondary" style={{ fontSize: 12 }}>
        {text('places.hint')}
      </Typography.Paragraph>
      {(['directory', 'h5', 'oauth'] as const).map((name) => (
        <div key={name} className="sesame-more-row">
          <Flex justify="space-between" gap={12} wrap>
            <span>{text(`places.${name}`)}</span>
            <CopyText value={places[name]} />
          </Flex>
          <Typography.Text type="secondary" style={{ fontSize: 12 }}>
            {text(`places.${name}.hint`)}
          </Typography.Text>
        </div>
      ))}
    </Section>
  )
}
