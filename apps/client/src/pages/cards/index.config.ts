export default definePageConfig({
  navigationBarTitleText: '卡包',
  enablePullDownRefresh: true,
  navigationStyle: process.env.TARO_ENV === 'h5' ? 'custom' : 'default',
})
