import { useState } from 'react'
import { Input, View } from '@tarojs/components'
import { bindMobile, loginByMobile, sendCode } from '../../api/login'
import { digitsInput } from '../../platform'
import { Action } from '../../shared/action'
import { say } from '../../shared/go'
import { goBackAfterLogin } from '../../shared/go-login'
import { useCommand } from '../../shared/use-command'
import { useCountdown } from '../../shared/use-countdown'

const words = {
  mobile: '手机号',
  code: '六位验证码',
  send: '获取验证码',
  sent: '验证码已发送',
  again: (seconds: number) => `${seconds} 秒后再发`,
  login: '登录',
  bind: '绑定',
}

export function MobileForm({ binding }: { binding: boolean }) {
  const [mobile, setMobile] = useState('')
  const [code, setCode] = useState('')
  const resend = useCountdown()
  const mobileGood = /^1[3-9]\d{9}$/.test(mobile)
  const codeGood = /^\d{6}$/.test(code)

  const send = useCommand(
    async (key) => {
      const { resendAfterSeconds } = await sendCode(mobile, key)
      resend.start(resendAfterSeconds)
      say(words.sent)
    },
    { about: mobile },
  )
  const login = useCommand(
    async (key) => {
      await (binding ? bindMobile : loginByMobile)({ mobile, code }, key)
      goBackAfterLogin()
    },
    { about: `${mobile} ${code}` },
  )

  return (
    <View>
      <View className="field">
        <Input
          className="field-input"
          type={digitsInput}
          maxlength={11}
          placeholder={words.mobile}
          value={mobile}
          onInput={(event) => setMobile(event.detail.value.trim())}
        />
      </View>
      <View className="field">
        <Input
          className="field-input"
          type={digitsInput}
          maxlength={6}
          placeholder={words.code}
          value={code}
          onInput={(event) => setCode(event.detail.value.trim())}
        />
        <Action small look="second" off={!mobileGood || resend.left > 0} busy={send.busy} onPress={send.run}>
          {resend.left > 0 ? words.again(resend.left) : words.send}
        </Action>
      </View>
      <Action off={!mobileGood || !codeGood} busy={login.busy} onPress={login.run}>
        {binding ? words.bind : words.login}
      </Action>
    </View>
  )
}
