export type Share = {
  type: string
  account: string
  amountFen: number
  description: string
  result: 'PENDING' | 'SUCCESS' | 'CLOSED'
  failReason?: string
  detailId: string
  returnedFen: number
}

export type SharingOrder = {
  mchid: string
  transactionId: string
  outOrderNo: string
  orderId: string
  state: 'PROCESSING' | 'FINISHED'
  unfreezes: boolean
  receivers: Share[]
  /** What it will come to; 'PENDING' stays until the panel moves it. */
  fate: Share['result']
  createdAt: string
  finishedAt?: string
  sent: string
}

export type SharingReturn = {
  mchid: string
  outOrderNo: string
  orderId: string
  outReturnNo: string
  returnId: string
  returnMchid: string
  amountFen: number
  result: 'PROCESSING' | 'SUCCESS' | 'FAILED'
  fate: 'PROCESSING' | 'SUCCESS' | 'FAILED'
  failReason?: string
  createdAt: string
  finishedAt?: string
  sent: string
}
