import type { Messages } from './messages.ts'

export const catalogMessages = {
  'product.not_found': { zh: '没有这个商品', en: 'There is no such product' },
  'product.not_listed': { zh: '商品已下架，暂不出售', en: 'The product is not on sale' },
  'product.state_wrong': { zh: '商品当前状态不能这样操作', en: 'The product cannot do this now' },
  'product.bundle_all_gift': {
    zh: '综合商品至少要有一项不是赠送的',
    en: 'A bundle needs at least one part that is paid for',
  },
  'product.bundle_form_wrong': { zh: '内容与卡类型不符', en: 'This part does not fit the card type' },
  'product.bundle_part_wrong': { zh: '综合商品的内容不正确', en: 'A part of the bundle is not valid' },
  'product.bundle_above_value': {
    zh: '储值的售价不能高于面值',
    en: 'Stored value cannot cost more than its face',
  },
  'card_type.not_found': { zh: '没有这个卡类型', en: 'There is no such card type' },
  'card_type.name_taken': { zh: '已有同名的卡类型', en: 'A card type of this name exists' },
  'card_type.form_mismatch': {
    zh: '已有商品使用这个卡类型，不能改变形式',
    en: 'Bundles use this card type, so its form stays',
  },
  'image.not_found': { zh: '没有这张图片', en: 'There is no such image' },
  'image.unreadable': {
    zh: '图片无法识别，请上传 JPEG、PNG 或 WebP',
    en: 'Not a readable JPEG, PNG or WebP image',
  },
  'image.too_large': { zh: '图片不能超过 5 MB', en: 'An image may have at most 5 MB' },
} satisfies Messages
