import type { CardState, OrderState, PayoutState } from '@sesame/contract/states.ts'
import type { PaymentMethod } from '../platform/types'

/** One word and one colour for every state, here and in the consoles. */
export type Tone = 'primary' | 'accent' | 'released' | 'refunded' | 'risk' | 'quiet'

export const orderWords: Record<OrderState, { word: string; tone: Tone }> = {
  pending: { word: '待付款', tone: 'accent' },
  paid: { word: '已付款', tone: 'primary' },
  fulfilled: { word: '已交付', tone: 'primary' },
  completed: { word: '已完成', tone: 'released' },
  refunding: { word: '退款中', tone: 'refunded' },
  refunded: { word: '已退款', tone: 'refunded' },
  closed: { word: '已关闭', tone: 'quiet' },
}

export const payoutWords: Record<PayoutState, { word: string; tone: Tone }> = {
  requested: { word: '待批准', tone: 'quiet' },
  approved: { word: '已批准', tone: 'released' },
  sending: { word: '提交中', tone: 'released' },
  waiting: { word: '待确认', tone: 'accent' },
  succeeded: { word: '已到账', tone: 'primary' },
  failed: { word: '未付成', tone: 'risk' },
  cancelled: { word: '已取消', tone: 'quiet' },
}

export const cardWords: Record<CardState, { word: string; tone: Tone }> = {
  produced: { word: '已制卡', tone: 'quiet' },
  sold: { word: '已售出', tone: 'accent' },
  bound: { word: '已绑定', tone: 'accent' },
  active: { word: '使用中', tone: 'primary' },
  frozen: { word: '已冻结', tone: 'risk' },
  gifting: { word: '赠送中', tone: 'accent' },
  returning: { word: '退卡中', tone: 'refunded' },
  returned: { word: '已退卡', tone: 'refunded' },
  cancelling: { word: '注销中', tone: 'refunded' },
  cancelled: { word: '已注销', tone: 'quiet' },
  lost: { word: '已挂失', tone: 'risk' },
  replaced: { word: '已补卡', tone: 'quiet' },
  expired: { word: '已过期', tone: 'quiet' },
}

type PaymentWords = { note: string; brand: 'wechat' | 'alipay' }

export const paymentWords: Record<PaymentMethod, PaymentWords> = {
  'wechat-mini-program': { note: '在微信里完成', brand: 'wechat' },
  'wechat-jsapi': { note: '在微信里完成', brand: 'wechat' },
  'wechat-h5': { note: '将打开微信', brand: 'wechat' },
  'wechat-native': { note: '用手机微信扫码', brand: 'wechat' },
  'wechat-app': { note: '将打开微信', brand: 'wechat' },
  'alipay-app': { note: '将打开支付宝', brand: 'alipay' },
  'alipay-jsapi': { note: '在支付宝里完成', brand: 'alipay' },
  'alipay-wap': { note: '将打开支付宝', brand: 'alipay' },
  'alipay-page': { note: '将打开支付宝网页', brand: 'alipay' },
}
