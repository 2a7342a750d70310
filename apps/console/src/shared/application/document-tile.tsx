import { DeleteOutlined, FilePdfOutlined } from '@ant-design/icons'
import { Button, Typography } from 'antd'
import { useText } from '../text.ts'
import type { ApplicationView } from './field-groups.ts'
import './documents.css'

type DocumentTileProps = {
  document: ApplicationView['documents'][number]
  onRemove?: (() => void) | undefined
}

/** A picture or PDF that was handed in; it opens in a tab of its own. */
export function DocumentTile({ document, onRemove }: DocumentTileProps) {
  const text = useText('application')
  return (
    <div className="sesame-document">
      <a href={document.url} target="_blank" rel="noreferrer" title={document.name}>
        {document.contentType === 'application/pdf' ? (
          <FilePdfOutlined style={{ fontSize: 40 }} />
        ) : (
          <img src={document.url} alt={document.name} loading="lazy" />
        )}
      </a>
      <Typography.Text type="secondary" ellipsis style={{ fontSize: 12 }}>
        {document.expiresOn ? text('expiresOn.at', { day: document.expiresOn }) : document.name}
      </Typography.Text>
      {onRemove && (
        <Button
          type="text"
          size="small"
          icon={<DeleteOutlined />}
          aria-label={text('documents.remove')}
          title={text('documents.remove')}
          onClick={onRemove}
          className="sesame-document-remove"
        />
      )}
    </div>
  )
}
