import { DeleteOutlined, UploadOutlined } from '@ant-design/icons'
import { channelRoutes } from '@sesame/contract/channels'
import { Button, Flex, Typography, Upload } from 'antd'
import { useCommand } from '../../../shared/api.ts'
import { useNotice } from '../../../shared/notice.tsx'
import { Section } from '../../../shared/section.tsx'
import { useText } from '../../../shared/text.ts'
import type { App } from './channel.ts'

/** The files by which WeChat sees that this host is the official account's own. */
export function DomainChecks({ app, edits }: { app: App; edits: boolean }) {
  const text = useText('channels')
  const notice = useNotice()
  const add = useCommand(channelRoutes.addDomainCheck)
  const remove = useCommand(channelRoutes.removeDomainCheck)
  const done = async (sending: Promise<unknown>, word: string) => {
    try {
      await sending
      notice.done(word)
    } catch {
      // useCommand has shown the refusal.
    }
  }
  const read = async (file: File) => {
    const body = { name: file.name, content: (await file.text()).slice(0, 100) }
    await done(add.send({ params: { id: app.id }, body }), text('app.checks.added'))
  }
  return (
    <Section title={text('app.checks')}>
      <Typography.Paragraph type="secondary" style={{ fontSize: 12 }}>
        {text('app.checks.hint')}
      </Typography.Paragraph>
      {app.domainChecks.map((name) => (
        <Flex key={name} justify="space-between" align="center" gap={12} className="sesame-more-row">
          <a href={`/${name}`} target="_blank" rel="noreferrer" style={{ overflowWrap: 'anywhere' }}>
            {name}
          </a>
          {edits && (
            <Button
              type="text"
              size="small"
              icon={<DeleteOutlined />}
              aria-label={`${text('app.checks.remove')} ${name}`}
              onClick={() =>
                void done(remove.send({ params: { id: app.id, name } }), text('app.checks.removed'))
              }
            />
          )}
        </Flex>
      ))}
      {edits && (
        <Upload
          accept=".txt"
          showUploadList={false}
          beforeUpload={(file) => {
            void read(file)
            return false
          }}
        >
          <Button size="small" icon={<UploadOutlined />} loading={add.sending}>
            {text('app.checks.upload')}
          </Button>
        </Upload>
      )}
    </Section>
  )
}
