import { useState } from 'react'
import Taro, { useDidShow, usePullDownRefresh } from '@tarojs/taro'
import { getShop, listProducts } from '../../api/shop'
import { hidesVirtual } from '../../platform'
import { Action } from '../../shared/action'
import { go } from '../../shared/go'
import { Empty } from '../../shared/notices'
import { Answer, Shell } from '../../shared/shell'
import { currentShop } from '../../shared/shop'
import { useAsked } from '../../shared/use-asked'
import { Banner } from './banner'
import { Products } from './products'
import './index.scss'

const words = {
  choose: '先选一家店',
  chooseHint: '扫门店的二维码，或者在这里选',
  chooseAction: '选择门店',
}

export default function Home() {
  const [shopCode, setShopCode] = useState(currentShop())
  useDidShow(() => setShopCode(currentShop()))

  if (shopCode !== '') return <ShopFront shopCode={shopCode} />
  return (
    <Shell>
      <Empty title={words.choose} hint={words.chooseHint} icon="shop">
        <Action small onPress={() => go('pages/shops')}>
          {words.chooseAction}
        </Action>
      </Empty>
    </Shell>
  )
}

function ShopFront({ shopCode }: { shopCode: string }) {
  const front = useAsked(() => Promise.all([getShop(shopCode), listProducts(shopCode)]), [shopCode])
  usePullDownRefresh(() => {
    void front.again().finally(() => Taro.stopPullDownRefresh())
  })

  return (
    <Shell>
      <Answer asked={front}>
        {([shop, products]) => (
          <>
            <Banner shop={shop} />
            <Products products={products.items.filter((product) => !(hidesVirtual && product.hiddenOnIos))} />
          </>
        )}
      </Answer>
    </Shell>
  )
}
