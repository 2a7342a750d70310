import { useRef } from 'react'
import { useDidShow } from '@tarojs/taro'
import type { Asked } from './use-asked'

/** Looks again when the page comes back into view; the first time it has just been asked. */
export function useAgainOnShow(asked: Pick<Asked<unknown>, 'again'>): void {
  const seen = useRef(false)
  useDidShow(() => {
    if (seen.current) void asked.again()
    seen.current = true
  })
}
