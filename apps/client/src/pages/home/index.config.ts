export default definePageConfig({ navigationBarTitleText: '芝麻开门', enablePullDownRefresh: true })
