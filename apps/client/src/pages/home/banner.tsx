import Taro from '@tarojs/taro'
import { Image, Text, View } from '@tarojs/components'
import type { Shop } from '../../api/types'
import { go } from '../../shared/go'
import { Icon } from '../../shared/icon'

const words = { change: '换一家', call: '打电话' }

export function Banner({ shop }: { shop: Shop }) {
  return (
    <View className="banner" style={{ backgroundColor: shop.themeColor }}>
      {shop.coverUrl !== null && <Image className="banner-image" src={shop.coverUrl} mode="aspectFill" />}
      <View className="banner-text">
        <View className="banner-head">
          <View className="banner-name clip">{shop.name}</View>
          <View className="banner-change" ariaRole="button" onClick={() => go('pages/shops')}>
            {words.change}
          </View>
        </View>
        <View className="small">{shop.notice === '' ? shop.typeName : shop.notice}</View>
        <View className="banner-foot small">
          {shop.address !== '' && (
            <View className="banner-fact">
              <Icon name="shop" size="small" />
              <Text className="clip">{shop.address}</Text>
            </View>
          )}
          {shop.phone !== '' && (
            <View
              className="banner-fact"
              ariaRole="button"
              ariaLabel={words.call}
              onClick={() => void Taro.makePhoneCall({ phoneNumber: shop.phone })}
            >
              <Icon name="phone" size="small" />
              <Text>{shop.phone}</Text>
            </View>
          )}
        </View>
      </View>
    </View>
  )
}
