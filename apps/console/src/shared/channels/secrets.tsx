import { Flex, Typography } from 'antd'
import { DateTime } from '../date-time.tsx'
import { Section } from '../section.tsx'
import { useText, type Text } from '../text.ts'
import type { Secret } from './channel.ts'

const names = [
  'merchantPrivateKeyPem',
  'merchantCertificatePem',
  'apiV3Key',
  'apiV2Key',
  'appPrivateKeyPem',
  'alipayPublicKeyPem',
  'appCertificatePem',
  'alipayCertificatePem',
  'alipayRootCertificatePem',
] as const

function secretName(name: string, text: Text<'channels'>): string {
  const [word = '', id] = name.split(' ', 2)
  if (word === 'platformKey') return text('secret.platformKey', { id: id ?? '' })
  const known = names.find((one) => one === word)
  return known ? text(`secret.${known}`) : name
}

/** What is stored, by fingerprint only: keys are written, never read. */
export function Secrets({ secrets }: { secrets: Secret[] }) {
  const text = useText('channels')
  return (
    <Section title={text('secrets')}>
      {secrets.map((secret) => (
        <Flex key={secret.name} justify="space-between" gap={12} wrap className="sesame-more-row">
          <span style={{ minWidth: 0, overflowWrap: 'anywhere' }}>{secretName(secret.name, text)}</span>
          <span>
            <Typography.Text code title={text('fingerprint')}>
              {secret.fingerprint}
            </Typography.Text>{' '}
            <Typography.Text type="secondary" style={{ fontSize: 12 }}>
              <DateTime at={secret.at} />
            </Typography.Text>
          </span>
        </Flex>
      ))}
      <Typography.Text type="secondary" style={{ fontSize: 12 }}>
        {text('secrets.note')}
      </Typography.Text>
    </Section>
  )
}
