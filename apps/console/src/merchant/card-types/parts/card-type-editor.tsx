import { catalogRoutes, type CardType } from '@sesame/contract/catalog'
import type { Static } from '@sesame/contract/schema'
import { ColorPicker, Flex, Form, Input, Radio, Switch, Typography } from 'antd'
import { isRefusal, useCommand } from '../../../shared/api.ts'
import { CardFace } from '../../../shared/card-face.tsx'
import { EditDrawer } from '../../../shared/edit-drawer.tsx'
import { useNotice } from '../../../shared/notice.tsx'
import { useSession } from '../../../shared/session.ts'
import { useText } from '../../../shared/text.ts'

type Known = Static<typeof CardType>
type Values = Pick<Known, 'name' | 'form' | 'faceColor' | 'named' | 'notice'>
type CardTypeEditorProps = { type: Known | undefined; onClose: () => void; readOnly: boolean }

const forms = ['visits', 'stored-value', 'mixed'] as const
const faces = [
  '#0F7B6C',
  '#1D5FA8',
  '#2B2F77',
  '#7A3E9D',
  '#B83B5E',
  '#C0562B',
  '#C98A1B',
  '#3C4A3E',
  '#1D2522',
]

export function CardTypeEditor({ type, onClose, readOnly }: CardTypeEditorProps) {
  const text = useText('cardTypes')
  const notice = useNotice()
  const { merchant } = useSession('merchant')
  const [form] = Form.useForm<Values>()
  const typed = Form.useWatch([], form) as Values | undefined
  const add = useCommand(catalogRoutes.addCardType, { quiet: true })
  const edit = useCommand(catalogRoutes.editCardType, { quiet: true })
  const initial: Values = type ?? { name: '', form: 'visits', faceColor: '#0F7B6C', named: true, notice: '' }
  const shown = { ...initial, ...typed }

  const submit = async (values: Values) => {
    const body = { ...values, notice: values.notice ?? '' }
    try {
      await (type ? edit.send({ params: { cardTypeId: type.id }, body }) : add.send({ body }))
      notice.done(text('saved'))
      onClose()
    } catch (error) {
      if (isRefusal(error, 'card_type.name_taken'))
        form.setFields([{ name: 'name', errors: [error.message] }])
      else notice.failed(error)
    }
  }
  return (
    <EditDrawer<Values>
      id={type?.id ?? 'new'}
      onClose={onClose}
      title={text(type ? 'edit' : 'add')}
      form={form}
      initial={initial}
      saving={add.sending || edit.sending}
      onSubmit={(values) => void submit(values)}
      readOnly={readOnly}
      width={520}
    >
      <Flex justify="center" style={{ marginBottom: 24 }}>
        <CardFace
          color={shown.faceColor}
          name={shown.name || text('preview.name')}
          shop={merchant.name}
          corner={text(`form.${shown.form}`)}
          foot={<span>{text(shown.named ? 'named' : 'unnamed')}</span>}
        >
          {shown.notice}
        </CardFace>
      </Flex>
      <Fields readOnly={readOnly} formFixed={(type?.bundles ?? 0) > 0} />
    </EditDrawer>
  )
}

/** The form of a type that bundles use stays, because they hold what fits it. */
function Fields({ readOnly, formFixed }: { readOnly: boolean; formFixed: boolean }) {
  const text = useText('cardTypes')
  return (
    <>
      <Form.Item name="name" label={text('name')} rules={[{ required: true, whitespace: true, max: 60 }]}>
        <Input autoComplete="off" autoFocus />
      </Form.Item>
      <Form.Item name="form" label={text('form')} {...(formFixed ? { extra: text('form.fixed') } : {})}>
        <Radio.Group disabled={readOnly || formFixed}>
          <Flex vertical gap={6}>
            {forms.map((one) => (
              <Radio key={one} value={one}>
                {text(`form.${one}`)}
                <Typography.Text type="secondary" style={{ marginInlineStart: 8, fontSize: 12 }}>
                  {text(`form.${one}.hint`)}
                </Typography.Text>
              </Radio>
            ))}
          </Flex>
        </Radio.Group>
      </Form.Item>
      <Form.Item
        name="faceColor"
        label={text('faceColor')}
        getValueFromEvent={(color: { toHexString: () => string }) => color.toHexString().slice(0, 7)}
      >
        <ColorPicker
          showText
          disabledAlpha
          format="hex"
          presets={[{ label: text('faceColor'), colors: faces }]}
        />
      </Form.Item>
      <Form.Item name="named" label={text('named')} valuePropName="checked" extra={text('named.hint')}>
        <Switch />
      </Form.Item>
      <Form.Item name="notice" label={text('notice')} rules={[{ max: 500 }]}>
        <Input.TextArea
          autoSize={{ minRows: 3 }}
          maxLength={500}
          showCount
          placeholder={text('notice.placeholder')}
        />
      </Form.Item>
    </>
  )
}
