import { useRouter } from '@tarojs/taro'
import { listPaymentMethods } from '../../api/orders'
import { getProduct } from '../../api/shop'
import { environment } from '../../platform'
import { SignInFirst } from '../../shared/notices'
import { Answer, Shell } from '../../shared/shell'
import { currentShop } from '../../shared/shop'
import { useAsked } from '../../shared/use-asked'
import { useSignedIn } from '../../shared/use-signed-in'
import { Basket } from './basket'
import './index.scss'

const words = { hint: '登录后就可以付款，卡会放进卡包' }

export default function Checkout() {
  const signedIn = useSignedIn('customer')
  if (signedIn) return <SignedIn />
  return (
    <Shell>
      <SignInFirst hint={words.hint} />
    </Shell>
  )
}

function SignedIn() {
  const { product = '', card } = useRouter().params
  const shop = currentShop()
  const asked = useAsked(
    () => Promise.all([getProduct(shop, product), listPaymentMethods(shop, environment)]),
    [product],
  )
  return (
    <Answer asked={asked}>
      {([bought, methods]) => <Basket product={bought} cardId={card} methods={methods.items} />}
    </Answer>
  )
}
