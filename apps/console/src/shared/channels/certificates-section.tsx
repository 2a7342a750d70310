import { ReloadOutlined } from '@ant-design/icons'
import { Alert, Button, Flex, Typography } from 'antd'
import { DateTime } from '../date-time.tsx'
import { Section } from '../section.tsx'
import { useText } from '../text.ts'
import type { Certificates } from './channel.ts'

type CertificatesSectionProps = {
  certificates: Certificates
  /** Absent for whoever may not ask for them. */
  refresh?: { sending: boolean; send: () => void }
}

/** What WeChat Pay signs with, as downloaded: renewed each day, and when an unknown one turns up. */
export function CertificatesSection({ certificates, refresh }: CertificatesSectionProps) {
  const text = useText('channels')
  const { serials, askedAt, problem } = certificates
  return (
    <Section title={text('certificates')}>
      {serials.map((serial) => (
        <div key={serial} className="sesame-more-row" style={{ overflowWrap: 'anywhere' }}>
          <Typography.Text code>{serial}</Typography.Text>
        </div>
      ))}
      {problem && (
        <Alert type="warning" showIcon title={text('certificates.problem')} description={problem} />
      )}
      <Flex justify="space-between" align="center" gap={12} wrap style={{ marginTop: 8 }}>
        <Typography.Text type="secondary" style={{ fontSize: 12 }}>
          {askedAt ? (
            <>
              {text('certificates.askedAt')} <DateTime at={askedAt} />
            </>
          ) : (
            text('certificates.none')
          )}
        </Typography.Text>
        {refresh && (
          <Button size="small" icon={<ReloadOutlined />} loading={refresh.sending} onClick={refresh.send}>
            {text('certificates.refresh')}
          </Button>
        )}
      </Flex>
    </Section>
  )
}
