import { useRef } from 'react'
import { Button, type ButtonProps } from '@tarojs/components'
import { loginByMiniCode, startOauth } from '../../api/login'
import { newKey } from '../../api/key'
import { leaveFor, miniCode, returnUrl } from '../../platform'
import type { LoginWay } from '../../platform/types'
import { Action } from '../../shared/action'
import { go } from '../../shared/go'
import { goBackAfterLogin } from '../../shared/go-login'
import { currentShop } from '../../shared/shop'
import { useCommand } from '../../shared/use-command'

const words: Record<LoginWay, string> = {
  'wechat-mini': '微信一键登录',
  'wechat-oauth': '微信登录',
  'alipay-mini': '支付宝一键登录',
  'alipay-oauth': '支付宝登录',
}

/** One tap: the mini-program's own code, or the browser's web authorisation. Both need to know the shop. */
export function OneTap({ way }: { way: LoginWay }) {
  const login = useCommand(async (key) => {
    const shop = currentShop()
    if (shop === '') return go('pages/shops')
    if (way === 'wechat-mini' || way === 'alipay-mini') return loginMini()

    const provider = way === 'wechat-oauth' ? 'wechat' : 'alipay'
    const { url } = await startOauth(
      shop,
      { provider, returnTo: returnUrl(`/login?shop=${shop}`) ?? '' },
      key,
    )
    leaveFor(url)
  })

  if (way === 'wechat-mini') return <WechatButton />
  return (
    <Action busy={login.busy} onPress={login.run}>
      {words[way]}
    </Action>
  )
}

/** The app's code is new at every try, so every try is a request of its own. */
async function loginMini(phoneCode?: string): Promise<void> {
  await loginByMiniCode(currentShop(), await miniCode(phoneCode), newKey())
  goBackAfterLogin()
}

/** WeChat hands out the mobile only through its own button; who refuses it is signed in without one. */
function WechatButton() {
  const phoneCode = useRef<string>()
  const login = useCommand(() => loginMini(phoneCode.current))
  const told: ButtonProps['onGetPhoneNumber'] = (event) => {
    if (currentShop() === '') return go('pages/shops')
    phoneCode.current = event.detail.code
    void login.run()
  }
  return (
    <Button
      className="action login-tap"
      openType="getPhoneNumber"
      disabled={login.busy}
      onGetPhoneNumber={told}
    >
      {words['wechat-mini']}
    </Button>
  )
}
