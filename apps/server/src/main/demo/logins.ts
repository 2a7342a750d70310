import type { Audience } from '@sesame/contract/route'
import type { Shop } from './shop.ts'

export type ConsoleLogin = {
  audience: Exclude<Audience, 'customer'>
  loginName: string
  password: string
  title: string
}
export type CustomerLogin = { shop: string; name: string; mobile: string; title: string }
export type DemoLogins = { password: string; console: ConsoleLogin[]; customers: CustomerLogin[] }

const syllables = (
  'shan shui feng yun xing yue chun xia qiu dong hua cao lin he hai tian lan qing bai hong jin yin mu huo ' +
  'tu shi yu xue lei niao yang ma niu long hu lu song zhu mei lan ju tao li xing he chuan qiao ting'
).split(' ')

/** Three words to say aloud and a number: one password for all logins of the demo, made anew for each demo. */
export function makePassword(random: (bytes: number) => Buffer): string {
  const draw = (most: number) => random(4).readUInt32BE(0) % most
  const word = () => syllables[draw(syllables.length)]! + syllables[draw(syllables.length)]!
  return `${word()}-${word()}-${word()}-${10 + draw(90)}`
}

export function loginsOf(shops: readonly Shop[], password: string): DemoLogins {
  const staff = shops.flatMap(({ plan }) =>
    [
      { login: 'owner', role: '店主' },
      ...plan.people.map(({ login, role, store }) => ({
        login,
        role: store === undefined || plan.stores.length < 2 ? role : `${role} · ${plan.stores[store]!.name}`,
      })),
    ].map(({ login, role }) => ({
      audience: 'merchant' as const,
      loginName: `${plan.word}-${login}`,
      password,
      title: `${plan.short} · ${role}`,
    })),
  )
  return {
    password,
    console: [
      ...staff,
      { audience: 'operator', loginName: 'platform', password, title: '平台管理员' },
      { audience: 'operator', loginName: 'platform-review', password, title: '平台复核' },
      { audience: 'permission', loginName: 'platform', password, title: '权限管理员' },
    ],
    customers: shops.flatMap(customersOf),
  }
}

/** Whoever came by an app and holds most: theirs is the fullest customer app. */
function customersOf({ plan, customers }: Shop): CustomerLogin[] {
  const known = customers.filter(({ personId, cards }) => personId && cards.some(({ blocked }) => !blocked))
  return known
    .toSorted((one, other) => other.cards.length - one.cards.length)
    .slice(0, 2)
    .map(({ name, mobile }) => ({ shop: plan.code, name, mobile, title: `${plan.short}的用户 ${name}` }))
}
