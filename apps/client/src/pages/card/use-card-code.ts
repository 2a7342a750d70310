import { useEffect, useRef, useState } from 'react'
import type { ApiError } from '@sesame/contract/client.ts'
import { useDidHide, useDidShow } from '@tarojs/taro'
import { getCardCode } from '../../api/cards'
import { currentShop } from '../../shared/shop'
import { problemOf } from '../../shared/use-asked'

const retrySeconds = 3

/** A code is shown only while it is good; the next one is fetched when it ends, and the card is looked at again. */
export function useCardCode(cardId: string, onRenewed: () => void) {
  const [shown, setShown] = useState<{ code: string; until: number }>()
  const [problem, setProblem] = useState<ApiError>()
  const [now, setNow] = useState(Date.now)
  const [visible, setVisible] = useState(true)
  const [round, setRound] = useState(0)
  const renewed = useRef(onRenewed)
  renewed.current = onRenewed
  useDidShow(() => setVisible(true))
  useDidHide(() => setVisible(false))

  useEffect(() => {
    if (!visible) return
    let left = false
    let timer: ReturnType<typeof setTimeout>
    async function renew(first: boolean) {
      let seconds = retrySeconds
      try {
        const { code, secondsLeft } = await getCardCode({ shop: currentShop(), cardId })
        if (left) return
        seconds = Math.max(1, secondsLeft)
        const shownAt = Date.now()
        setNow(shownAt)
        setShown({ code, until: shownAt + seconds * 1000 })
        setProblem(undefined)
        if (!first) renewed.current()
      } catch (error) {
        if (left) return
        const refused = problemOf(error)
        setShown(undefined)
        setProblem(refused)
        if (refused.status >= 400 && refused.status < 500) return
      }
      timer = setTimeout(() => void renew(false), seconds * 1000)
    }
    void renew(true)
    const clock = setInterval(() => setNow(Date.now()), 1000)
    return () => {
      left = true
      clearTimeout(timer)
      clearInterval(clock)
    }
  }, [cardId, visible, round])

  const secondsLeft = shown === undefined ? 0 : Math.max(0, Math.ceil((shown.until - now) / 1000))
  return { code: shown?.code, secondsLeft, problem, again: () => setRound((count) => count + 1) }
}
