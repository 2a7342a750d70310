export default defineAppConfig({
  pages: [
    'pages/home/index',
    'pages/cards/index',
    'pages/orders/index',
    'pages/me/index',
    'pages/shops/index',
    'pages/product/index',
    'pages/checkout/index',
    'pages/paying/index',
    'pages/card/index',
    'pages/order/index',
    'pages/login/index',
    'pages/payouts/index',
  ],
  subPackages: [
    { root: 'staff', pages: ['login/index', 'scan/index', 'redeem/index', 'result/index', 'today/index'] },
  ],
  window: {
    navigationBarTitleText: '芝麻开门',
    navigationBarBackgroundColor: '#ffffff',
    navigationBarTextStyle: 'black',
    backgroundColor: '#f5f6f4',
    backgroundTextStyle: 'dark',
    navigationStyle: 'default',
  },
  tabBar: {
    color: '#68736f',
    selectedColor: '#0F7B6C',
    backgroundColor: '#ffffff',
    borderStyle: 'white',
    list: [
      {
        pagePath: 'pages/home/index',
        text: '首页',
        iconPath: 'assets/tabs/home.png',
        selectedIconPath: 'assets/tabs/home-on.png',
      },
      {
        pagePath: 'pages/cards/index',
        text: '卡包',
        iconPath: 'assets/tabs/cards.png',
        selectedIconPath: 'assets/tabs/cards-on.png',
      },
      {
        pagePath: 'pages/orders/index',
        text: '订单',
        iconPath: 'assets/tabs/orders.png',
        selectedIconPath: 'assets/tabs/orders-on.png',
      },
      {
        pagePath: 'pages/me/index',
        text: '我的',
        iconPath: 'assets/tabs/me.png',
        selectedIconPath: 'assets/tabs/me-on.png',
      },
    ],
  },
})
