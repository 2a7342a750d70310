export default definePageConfig({
  navigationBarTitleText: '订单',
  enablePullDownRefresh: true,
  navigationStyle: process.env.TARO_ENV === 'h5' ? 'custom' : 'default',
})
