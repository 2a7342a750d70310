import type { ReactNode } from 'react'
import { View } from '@tarojs/components'
import type { Asked } from './use-asked'
import { ErrorView, Loading } from './notices'

type ShellProps = { children: ReactNode; foot?: ReactNode }

/** A page: its content, and what the thumb reaches at the foot. */
export function Shell({ children, foot }: ShellProps) {
  return (
    <View className={`shell ${foot === undefined ? '' : 'shell-footed'}`}>
      {children}
      {foot !== undefined && <View className="foot">{foot}</View>}
    </View>
  )
}

type AnswerProps<Value> = {
  asked: Asked<Value>
  who?: 'customer' | 'staff'
  children: (value: Value) => ReactNode
}

/** Waiting, refused or answered; an answer already shown stays while a fresh one is on its way. */
export function Answer<Value>({ asked, who, children }: AnswerProps<Value>) {
  if (asked.value !== undefined && asked.problem?.status !== 401) return <>{children(asked.value)}</>
  if (asked.problem !== undefined) return <ErrorView problem={asked.problem} again={asked.again} who={who} />
  return <Loading />
}
