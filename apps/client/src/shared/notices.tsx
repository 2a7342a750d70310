import type { ReactNode } from 'react'
import { View } from '@tarojs/components'
import type { ApiError } from '@sesame/contract/client.ts'
import { Action } from './action'
import { go } from './go'
import { goLogin } from './go-login'
import { Icon, type IconName } from './icon'

export function Loading() {
  return (
    <View className="notice" ariaRole="status">
      <View className="spinner" />
      <View>正在打开…</View>
    </View>
  )
}

type EmptyProps = { title: string; hint?: string; icon?: IconName; children?: ReactNode }

export function Empty({ title, hint, icon = 'empty', children }: EmptyProps) {
  return (
    <View className="notice">
      <View className="notice-icon">
        <Icon name={icon} size="fill" />
      </View>
      <View className="notice-title">{title}</View>
      {hint !== undefined && <View className="small">{hint}</View>}
      {children}
    </View>
  )
}

type ErrorProps = { problem: ApiError; again: () => unknown; who?: 'customer' | 'staff' }

/** A problem says what happened and what to do: sign in, or ask again. */
export function ErrorView({ problem, again, who = 'customer' }: ErrorProps) {
  if (problem.status === 401) return <SignInFirst who={who} />
  return (
    <View className="notice">
      <View className="notice-icon notice-icon-risk">
        <Icon name="warning" size="fill" />
      </View>
      <View className="notice-title">{problem.status === 403 ? '没有权限' : '没能打开'}</View>
      <View className="small">{problem.message}</View>
      {problem.requestId !== '' && <View className="small">编号 {problem.requestId}</View>}
      <Action small look="second" onPress={again}>
        再试一次
      </Action>
    </View>
  )
}

export function SignInFirst({ who = 'customer', hint }: { who?: 'customer' | 'staff'; hint?: string }) {
  return (
    <Empty
      title="请先登录"
      hint={hint ?? (who === 'staff' ? '用门店账号登录' : '登录后可以看到自己的卡和订单')}
      icon="staff"
    >
      <Action small onPress={() => (who === 'staff' ? go('staff/login') : goLogin())}>
        去登录
      </Action>
    </Empty>
  )
}
