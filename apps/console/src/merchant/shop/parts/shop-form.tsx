import { settingsRoutes, type ShopWindow } from '@sesame/contract/settings'
import type { Static } from '@sesame/contract/schema'
import { Button, ColorPicker, Form, Input } from 'antd'
import { useCommand } from '../../../shared/api.ts'
import { useNotice } from '../../../shared/notice.tsx'
import { PicturesInput, type Picture } from '../../../shared/pictures-input.tsx'
import { useSession } from '../../../shared/session.ts'
import { useText } from '../../../shared/text.ts'
import { ShopPreview } from './shop-preview.tsx'

type Shop = Static<typeof ShopWindow>
type Values = { notice: string; phone: string; address: string; themeColor: string; cover: Picture[] }

const valuesOf = (shop: Shop): Values => ({
  notice: shop.notice,
  phone: shop.phone,
  address: shop.address,
  themeColor: shop.themeColor,
  cover: shop.coverImageId && shop.coverUrl ? [{ id: shop.coverImageId, url: shop.coverUrl }] : [],
})

/** What customers see first, with a picture of how it will look beside the fields. */
export function ShopForm({ shop }: { shop: Shop }) {
  const text = useText('shop')
  const notice = useNotice()
  const { can } = useSession('merchant')
  const [form] = Form.useForm<Values>()
  const edit = useCommand(settingsRoutes.editShopWindow, { quiet: true })
  const shown = Form.useWatch([], form) ?? valuesOf(shop)

  const submit = async ({ cover, ...values }: Values) => {
    try {
      await edit.send({ body: { ...values, coverImageId: cover[0]?.id ?? null } })
      notice.done(text('saved'))
    } catch (error) {
      notice.failed(error)
    }
  }
  return (
    <div className="sesame-shop-window">
      <Form<Values>
        form={form}
        layout="vertical"
        initialValues={valuesOf(shop)}
        disabled={!can('store.edit') || edit.sending}
        onFinish={(values) => void submit(values)}
      >
        <Form.Item name="notice" label={text('notice')} extra={text('notice.hint')} rules={[{ max: 200 }]}>
          <Input.TextArea autoSize={{ minRows: 2 }} showCount maxLength={200} />
        </Form.Item>
        <Form.Item
          name="phone"
          label={text('phone')}
          rules={[{ pattern: /^[0-9+ -]*$/, max: 20, message: text('phone.wrong') }]}
        >
          <Input inputMode="tel" autoComplete="off" />
        </Form.Item>
        <Form.Item name="address" label={text('address')} rules={[{ max: 120 }]}>
          <Input autoComplete="off" />
        </Form.Item>
        <Form.Item
          name="themeColor"
          label={text('color')}
          extra={text('color.hint')}
          getValueFromEvent={(color: { toHexString(): string }) => color.toHexString().slice(0, 7)}
        >
          <ColorPicker disabledAlpha showText />
        </Form.Item>
        <Form.Item name="cover" label={text('cover')} extra={text('cover.hint')}>
          <PicturesInput most={1} />
        </Form.Item>
        {can('store.edit') && (
          <Button type="primary" htmlType="submit" loading={edit.sending}>
            {text('save')}
          </Button>
        )}
      </Form>
      <ShopPreview
        name={shop.name}
        notice={shown.notice}
        phone={shown.phone}
        address={shown.address}
        themeColor={shown.themeColor}
        coverUrl={shown.cover?.[0]?.url}
      />
    </div>
  )
}
