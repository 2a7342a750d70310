import { DeleteOutlined, LoadingOutlined, PlusOutlined, VerticalRightOutlined } from '@ant-design/icons'
import { catalogRoutes } from '@sesame/contract/catalog'
import { App as AntApp, Button, Typography, Upload } from 'antd'
import { useState, type ReactNode } from 'react'
import { client } from './api.ts'
import { base64Of } from './base64-of.ts'
import { useNotice } from './notice.tsx'
import './pictures-input.css'
import { useText } from './text.ts'

export type Picture = { id: string; url: string }
type PicturesInputProps = {
  value?: Picture[]
  onChange?: (pictures: Picture[]) => void
  id?: string
  /** How many pictures there may be. */
  most?: number
}

const bytesMax = 5 * 1024 * 1024
const types = ['image/jpeg', 'image/png', 'image/webp']

/** Pictures, uploaded one by one as they are chosen; the first is the cover. */
export function PicturesInput({ value = [], onChange, id, most = 9 }: PicturesInputProps) {
  const text = useText('products')
  const notice = useNotice()
  const { message } = AntApp.useApp()
  const [uploading, setUploading] = useState(0)

  const upload = async (files: File[]) => {
    const added: Picture[] = []
    for (const file of files.slice(0, most - value.length)) {
      if (!types.includes(file.type)) void message.warning(text('images.type', { name: file.name }))
      else if (file.size > bytesMax) void message.warning(text('images.too_large', { name: file.name }))
      else {
        setUploading((count) => count + 1)
        try {
          const answer = await client.call(catalogRoutes.addImage, { body: { base64: await base64Of(file) } })
          added.push({ id: answer.imageId, url: answer.url })
        } catch (error) {
          notice.failed(error)
        } finally {
          setUploading((count) => count - 1)
        }
      }
    }
    if (added.length > 0) onChange?.([...value, ...added])
  }
  return (
    <div id={id}>
      <div className="sesame-pictures">
        {value.map((picture, index) => (
          <PictureTile
            key={picture.id}
            picture={picture}
            {...(index > 0
              ? { onFirst: () => onChange?.([picture, ...value.filter((other) => other.id !== picture.id)]) }
              : {})}
            onRemove={() => onChange?.(value.filter((other) => other.id !== picture.id))}
          />
        ))}
        {value.length < most && (
          <Upload
            accept={types.join(',')}
            multiple
            showUploadList={false}
            disabled={uploading > 0}
            beforeUpload={(file, files) => {
              if (file === files[0]) void upload(files)
              return false
            }}
          >
            <Button
              type="dashed"
              icon={uploading > 0 ? <LoadingOutlined /> : <PlusOutlined />}
              style={{ width: 96, height: 96 }}
            >
              {text('images.add')}
            </Button>
          </Upload>
        )}
      </div>
      <Typography.Text type="secondary" style={{ display: 'block', fontSize: 12, marginTop: 6 }}>
        {text('images.hint', { most })}
      </Typography.Text>
    </div>
  )
}

type PictureTileProps = { picture: Picture; onFirst?: () => void; onRemove: () => void }

function PictureTile({ picture, onFirst, onRemove }: PictureTileProps) {
  const text = useText('products')
  const button = (key: 'images.first' | 'images.remove', icon: ReactNode, onClick: () => void) => (
    <Button type="text" size="small" icon={icon} aria-label={text(key)} title={text(key)} onClick={onClick} />
  )
  return (
    <div className="sesame-picture">
      <img src={picture.url} alt="" />
      <div className="sesame-picture-buttons">
        {onFirst && button('images.first', <VerticalRightOutlined />, onFirst)}
        {button('images.remove', <DeleteOutlined />, onRemove)}
      </div>
    </div>
  )
}
