import type { CarrierCode } from '@sesame/contract/carriers'

/** What the carrier calls the parcel. */
export type Parcel = {
  carrier: CarrierCode
  trackingNumber: string
  receiverMobileEnd: string | null
}

export type Shipment = Parcel & {
  orderId: string
  sentAt: Date
  /** Set while WeChat is being told, and for good once it knows. */
  reportStartedAt: Date | null
  reportedAt: Date | null
}
