import { cardRoutes } from '@sesame/contract/cards'
import { useState } from 'react'
import { useCommand } from '../../shared/api.ts'
import type { Card, ReadCard, Redemption } from './counter-types.ts'

export type Redeemed = { redemption: Redemption; card: Card }

/** A code that was scanned or typed, the card behind it, and what became of it. */
export function useReading(onRead: (read: ReadCard) => void) {
  const read = useCommand(cardRoutes.readCode, { quiet: true })
  const [redeemed, setRedeemed] = useState<Redeemed | undefined>(undefined)
  const [codeError, setCodeError] = useState<unknown>(undefined)

  const readCode = (code: string) => {
    if (read.sending) return
    setCodeError(undefined)
    const take = (answer: { card: Card; redeemUntil: string }) => {
      setRedeemed(undefined)
      onRead({ code, ...answer })
    }
    read.send({ body: { code } }).then(take, setCodeError)
  }
  return {
    readCode,
    reading: read.sending,
    redeemed,
    setRedeemed,
    codeError,
    forgetCode: () => setCodeError(undefined),
  }
}
