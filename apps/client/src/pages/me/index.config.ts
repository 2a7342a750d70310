export default definePageConfig({
  navigationBarTitleText: '我的',
  navigationStyle: process.env.TARO_ENV === 'h5' ? 'custom' : 'default',
})
