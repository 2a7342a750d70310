export default definePageConfig({
  navigationBarTitleText: '我的收款',
  enablePullDownRefresh: true,
  navigationStyle: process.env.TARO_ENV === 'h5' ? 'custom' : 'default',
})
