import { useState } from 'react'
import { useDidShow } from '@tarojs/taro'
import { tokenOf, type Who } from '../api/session'

/** Looks again whenever the page is shown: signing in happens on another one. */
export function useSignedIn(who: Who): boolean {
  const [signedIn, setSignedIn] = useState(tokenOf(who) !== '')
  useDidShow(() => setSignedIn(tokenOf(who) !== ''))
  return signedIn
}
