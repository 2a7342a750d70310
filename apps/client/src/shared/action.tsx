import { useRef, useState, type ReactNode } from 'react'
import { View } from '@tarojs/components'

type Props = {
  children: ReactNode
  onPress: () => unknown
  look?: 'first' | 'second' | 'quiet' | 'risk'
  small?: boolean
  off?: boolean
  busy?: boolean
  className?: string
}

/** A button that waits for what it started: taps in between are dropped. */
export function Action({
  children,
  onPress,
  look = 'first',
  small,
  off,
  busy = false,
  className = '',
}: Props) {
  const underWay = useRef(false)
  const [waiting, setWaiting] = useState(false)
  const held = waiting || busy

  async function press() {
    if (off === true || held || underWay.current) return
    underWay.current = true
    setWaiting(true)
    try {
      await onPress()
    } finally {
      underWay.current = false
      setWaiting(false)
    }
  }

  const classes = ['action', `action-${look}`, small ? 'action-small' : '', held ? 'action-held' : '']
  return (
    <View
      className={`${classes.join(' ')} ${off === true ? 'action-off' : ''} ${className}`}
      ariaRole="button"
      hoverClass="none"
      onClick={() => void press()}
    >
      {held ? '请稍候…' : children}
    </View>
  )
}
