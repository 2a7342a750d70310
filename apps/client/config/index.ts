import { resolve } from 'node:path'
import { defineConfig } from '@tarojs/cli'

const contract = resolve(__dirname, '../../../packages/contract/src')
const platform = process.env.TARO_ENV ?? 'h5'

/** The H5 asks the server that served it; a mini-program has no origin and must be told. */
const apiBase = platform === 'h5' ? '' : (process.env.SESAME_API_BASE ?? 'http://127.0.0.1:8080')

/** Every page lies directly under /h5/, so WeChat's JSAPI payment directory is that one folder. */
const routes: Record<string, string> = {
  '/pages/home/index': '/home',
  '/pages/cards/index': '/cards',
  '/pages/orders/index': '/orders',
  '/pages/me/index': '/me',
  '/pages/shops/index': '/shops',
  '/pages/product/index': '/product',
  '/pages/checkout/index': '/checkout',
  '/pages/paying/index': '/paying',
  '/pages/card/index': '/card',
  '/pages/order/index': '/order',
  '/pages/login/index': '/login',
  '/staff/login/index': '/staff-login',
  '/staff/scan/index': '/staff',
  '/staff/redeem/index': '/staff-redeem',
  '/staff/result/index': '/staff-result',
  '/staff/today/index': '/staff-today',
}

export default defineConfig({
  projectName: 'sesame-client',
  date: '2026-11-20',
  designWidth: 375,
  deviceRatio: { 375: 1 },
  sourceRoot: 'src',
  outputRoot: `dist/${platform}`,
  framework: 'react',
  compiler: { type: 'webpack5', prebundle: { enable: false } },
  cache: { enable: false },
  plugins: [],
  defineConstants: {
    API_BASE: JSON.stringify(apiBase),
    SHOP_CODE: JSON.stringify(process.env.SESAME_SHOP ?? ''),
  },
  alias: {
    '@sesame/contract': contract,
    // A mini-program needs of a route only its method and path; the schemas would weigh more than the app.
    typebox: resolve(__dirname, '../src/api/no-schemas.ts'),
  },
  mini: {
    compile: { include: [contract] },
    postcss: { pxtransform: { enable: false }, cssModules: { enable: false } },
    imageUrlLoaderOption: { limit: 8 * 1024 },
  },
  h5: {
    publicPath: '/h5/',
    staticDirectory: 'static',
    webpackChain(chain) {
      // What two pages share is loaded once; without this every page carries Taro's elements again.
      chain.optimization.splitChunks({
        chunks: 'all',
        cacheGroups: { shared: { name: 'shared', chunks: 'async', minChunks: 2, enforce: true } },
      })
      chain.performance.hints(false)
    },
    router: { mode: 'browser', basename: '/h5', customRoutes: routes },
    compile: { include: [contract] },
    output: { filename: 'js/[name].[contenthash:8].js', chunkFilename: 'js/[name].[contenthash:8].js' },
    miniCssExtractPluginOption: {
      ignoreOrder: true,
      filename: 'css/[name].[contenthash:8].css',
      chunkFilename: 'css/[name].[contenthash:8].css',
    },
    postcss: {
      pxtransform: { enable: false },
      autoprefixer: { enable: true },
      cssModules: { enable: false },
    },
  },
})
