export default definePageConfig({
  navigationBarTitleText: '芝麻开门',
  enablePullDownRefresh: true,
  navigationStyle: process.env.TARO_ENV === 'h5' ? 'custom' : 'default',
})
