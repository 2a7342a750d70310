import { useEffect, useState } from 'react'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { loginWay } from '../../platform'
import { goBackAfterLogin } from '../../shared/go-login'
import { Loading } from '../../shared/notices'
import { Shell } from '../../shared/shell'
import { useCommand } from '../../shared/use-command'
import { finishLogin, oauthAnswerOf } from './finish'
import { MobileForm } from './mobile-form'
import { OneTap } from './one-tap'
import './index.scss'

const words = {
  title: '芝麻开门',
  hint: '用手机号登录，卡和订单都在一处',
  bindTitle: '绑定手机号',
  bindHint: '同一个手机号的卡会合到一起',
  or: '或用手机号',
}

export default function Login() {
  const { params } = useRouter()
  const binding = params.bind === '1'
  const answer = oauthAnswerOf(params)
  const [finishing, setFinishing] = useState(answer !== undefined)
  const finish = useCommand(async (key) => {
    if (answer !== undefined) await finishLogin(answer, key)
    goBackAfterLogin()
  })

  useEffect(() => {
    if (answer !== undefined) void finish.run().finally(() => setFinishing(false))
  }, [])

  if (finishing) return <Loading />
  return (
    <Shell>
      <View className="login-head">
        <View className="login-mark" />
        <View className="title">{binding ? words.bindTitle : words.title}</View>
        <View className="soft small">{binding ? words.bindHint : words.hint}</View>
      </View>
      {!binding && loginWay !== null && (
        <>
          <OneTap way={loginWay} />
          <View className="soft small centre login-or">{words.or}</View>
        </>
      )}
      <MobileForm binding={binding} />
    </Shell>
  )
}
