/** Whom WeChat can follow a parcel with, by its own codes (delivery_id). */
export const carriers = {
  SF: { zh: '顺丰速运', en: 'SF Express' },
  JD: { zh: '京东快递', en: 'JD Logistics' },
  EMS: { zh: '邮政 EMS', en: 'China Post EMS' },
  ZTO: { zh: '中通快递', en: 'ZTO Express' },
  YTO: { zh: '圆通速递', en: 'YTO Express' },
  STO: { zh: '申通快递', en: 'STO Express' },
  YUNDA: { zh: '韵达速递', en: 'Yunda Express' },
  JTSD: { zh: '极兔速递', en: 'J&T Express' },
} as const

export type CarrierCode = keyof typeof carriers
export const carrierCodes = Object.keys(carriers) as CarrierCode[]
