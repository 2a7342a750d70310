import { PlusOutlined } from '@ant-design/icons'
import { onboardingRoutes } from '@sesame/contract/onboarding'
import { Button, Flex, Form, Input, Modal, Typography, Upload } from 'antd'
import { useState } from 'react'
import { useCommand } from '../../../shared/api.ts'
import { DocumentTile } from '../../../shared/application/document-tile.tsx'
import type { ApplicationView, Kind } from '../../../shared/application/field-groups.ts'
import { base64Of } from '../../../shared/base64-of.ts'
import { useNotice } from '../../../shared/notice.tsx'
import { Panel } from '../../../shared/page-shell.tsx'
import { useText } from '../../../shared/text.ts'

const accept = 'image/jpeg,image/png,image/webp,application/pdf'
const bytesMax = 10 * 1024 * 1024

export function DocumentsPanel({ application }: { application: ApplicationView }) {
  const text = useText('application')
  return (
    <Panel title={text('documents')}>
      <Typography.Paragraph type="secondary">{text('documents.hint')}</Typography.Paragraph>
      <Flex vertical gap={20}>
        {application.documentKinds.map((kind) => (
          <KindRow key={kind.key} kind={kind} application={application} />
        ))}
      </Flex>
    </Panel>
  )
}

function KindRow({ kind, application }: { kind: Kind; application: ApplicationView }) {
  const text = useText('application')
  const notice = useNotice()
  const remove = useCommand(onboardingRoutes.removeDocument)
  const { state } = application
  const reason = application.reasons.find(({ key }) => key === kind.key)?.reason
  const open = state === 'draft' || state === 'rejected'
  // An approved merchant hands in the successor of what runs out.
  const mayAdd = open || (state === 'approved' && kind.expires)
  const takeBack = (documentId: string) =>
    void remove.send({ params: { documentId } }).then(
      () => notice.done(text('documents.removed')),
      () => undefined,
    )
  return (
    <div>
      <Typography.Text strong>
        {kind.label}
        {kind.required && <Typography.Text type="danger"> *</Typography.Text>}
      </Typography.Text>
      {kind.hint && (
        <Typography.Text type="secondary" style={{ marginInlineStart: 8, fontSize: 12 }}>
          {kind.hint}
        </Typography.Text>
      )}
      {reason && (
        <div>
          <Typography.Text type="danger">{text('reason', { reason })}</Typography.Text>
        </div>
      )}
      <div className="sesame-documents" style={{ marginTop: 8 }}>
        {application.documents
          .filter((document) => document.kind === kind.key)
          .map((document) => (
            <DocumentTile
              key={document.id}
              document={document}
              onRemove={open ? () => takeBack(document.id) : undefined}
            />
          ))}
        {mayAdd && <Add kind={kind} />}
      </div>
    </div>
  )
}

function Add({ kind }: { kind: Kind }) {
  const text = useText('application')
  const notice = useNotice()
  const add = useCommand(onboardingRoutes.addDocument)
  const [waiting, setWaiting] = useState<File>()
  const [expiresOn, setExpiresOn] = useState('')

  const send = async (file: File, day: string | null) => {
    const body = {
      kind: kind.key,
      name: file.name.slice(0, 60),
      expiresOn: day,
      base64: await base64Of(file),
    }
    await add.send({ body }).then(
      () => notice.done(text('documents.added')),
      () => undefined,
    )
    setWaiting(undefined)
  }
  const choose = (file: File) => {
    if (file.size > bytesMax) notice.failed(new Error(text('documents.too_large')))
    else if (kind.expires) setWaiting(file)
    else void send(file, null)
    return false
  }
  return (
    <>
      <Upload accept={accept} showUploadList={false} beforeUpload={choose} disabled={add.sending}>
        <Button
          type="dashed"
          icon={<PlusOutlined />}
          loading={add.sending}
          style={{ width: 120, height: 84 }}
        >
          {text('documents.add')}
        </Button>
      </Upload>
      <Modal
        open={waiting !== undefined}
        title={kind.label}
        okText={text('documents.add')}
        okButtonProps={{ disabled: expiresOn === '' }}
        confirmLoading={add.sending}
        onCancel={() => setWaiting(undefined)}
        onOk={() => waiting && void send(waiting, expiresOn)}
        width={400}
        destroyOnHidden
      >
        <Form.Item
          label={text('expiresOn')}
          layout="vertical"
          extra={waiting?.name}
          style={{ marginBottom: 0 }}
        >
          <Input
            type="date"
            aria-label={text('expiresOn')}
            value={expiresOn}
            onChange={(event) => setExpiresOn(event.target.value)}
          />
        </Form.Item>
      </Modal>
    </>
  )
}
