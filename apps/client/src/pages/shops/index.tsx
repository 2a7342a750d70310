import { View } from '@tarojs/components'
import { listShops } from '../../api/shop'
import { goTab } from '../../shared/go'
import { Icon } from '../../shared/icon'
import { Empty } from '../../shared/notices'
import { Answer, Shell } from '../../shared/shell'
import { rememberShop } from '../../shared/shop'
import { useAsked } from '../../shared/use-asked'
import './index.scss'

const words = { title: '去哪一家？', hint: '扫门店的二维码会直接进店', none: '还没有开业的门店' }

export default function Shops() {
  const shops = useAsked(listShops, [])

  function choose(code: string) {
    rememberShop(code)
    goTab('home')
  }

  return (
    <Shell>
      <View className="title">{words.title}</View>
      <View className="soft small shops-hint">{words.hint}</View>
      <Answer asked={shops}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={words.none} icon="shop" />
          ) : (
            items.map((shop) => (
              <View
                key={shop.code}
                className="panel shops-one"
                ariaRole="button"
                onClick={() => choose(shop.code)}
              >
                <View className="shops-letter" style={{ backgroundColor: shop.themeColor }}>
                  {shop.name.slice(0, 1)}
                </View>
                <View className="grow">
                  <View className="shops-name clip">{shop.name}</View>
                  <View className="soft small clip">{shop.typeName}</View>
                </View>
                <Icon name="next" size="small" />
              </View>
            ))
          )
        }
      </Answer>
    </Shell>
  )
}
