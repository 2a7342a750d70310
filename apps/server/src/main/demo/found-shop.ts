import { addStaff } from '../../flows/access/add-staff.ts'
import { findCaller } from '../../flows/access/find-caller.ts'
import { logIn } from '../../flows/access/log-in.ts'
import { createMerchant } from '../../flows/merchants/create-merchant.ts'
import { editShop } from '../../flows/merchants/edit-shop.ts'
import { addStore, editStore } from '../../flows/stores/save-store.ts'
import type { Compose } from '../../http/compose.ts'
import { settableClock } from '../../kernel/clock.ts'
import { inMerchant } from '../../kernel/db.ts'
import { actorOf } from '../../modules/access/index.ts'
import type { StaffCaller } from '../../modules/access/index.ts'
import { listRoles } from '../../modules/role/index.ts'
import { connectChannels } from './connect-channels.ts'
import type { Collecting } from './connect-channels.ts'
import { rollDice } from './dice.ts'
import { fillShelves } from './fill-shelves.ts'
import { minutes } from './shop.ts'
import type { Shop } from './shop.ts'
import type { ShopPlan } from './shops/plan.ts'
import type { DemoWorld } from './world.ts'

export type FoundShop = {
  plan: ShopPlan
  world: DemoWorld
  operator: StaffCaller
  collecting: Collecting
  at: Date
  password: string
  seed: number
}

/** A merchant with all it needs to sell, made by the same flows that its people would use. */
export async function foundShop(input: FoundShop): Promise<Shop> {
  const { plan, world, at, seed } = input
  const clock = settableClock(at)
  const parts = world.partsBy(clock)
  let keys = 0
  const key = () => `demo-${plan.word}-${++keys}`

  const { merchantId, owner, firstStoreId } = await openBusiness(parts, key, input)
  const stores = await openStores(parts, key, { plan, owner, firstStoreId })
  clock.advance(minutes(5))
  const staff = await hireStaff(parts, key, { ...input, owner, stores })
  clock.advance(minutes(20))
  const base = { plan, merchantId, world, clock, parts, key, owner, stores, ...staff }
  const products = await fillShelves(base)
  clock.advance(minutes(20))
  const apps = await connectChannels(base, input)
  const memory = { customers: [], settled: new Set<string>(), talks: false, counts: {} }
  return { ...base, products, apps, ...memory, dice: rollDice(seed) }
}

type Key = () => string

async function openBusiness(parts: Compose, key: Key, { plan, operator, password }: FoundShop) {
  const { merchantId, storeId } = await createMerchant(parts, {
    key: key(),
    actor: actorOf(operator),
    operatorId: operator.merchantId,
    name: plan.name,
    typeCode: plan.typeCode,
    adminName: plan.ownerName,
    adminLoginName: `${plan.word}-owner`,
    password,
    code: plan.code,
  })
  const owner = await callerOf(parts, { loginName: `${plan.word}-owner`, password })
  const { notice, phone, address, themeColor } = plan
  await editShop(parts.db, {
    merchantId,
    key: key(),
    actor: actorOf(owner),
    shop: { notice, phone, address, themeColor, coverImageId: null },
  })
  return { merchantId, owner, firstStoreId: storeId }
}

type Stores = { plan: ShopPlan; owner: StaffCaller; firstStoreId: string }

async function openStores({ db }: Compose, key: Key, { plan, owner: caller, firstStoreId }: Stores) {
  const [first, ...others] = plan.stores
  await editStore(db, { key: key(), caller, storeId: firstStoreId, ...first! })
  const ids = [firstStoreId]
  for (const store of others) ids.push((await addStore(db, { key: key(), caller, ...store })).id)
  return ids
}

type Staffing = FoundShop & { owner: StaffCaller; stores: string[] }

async function hireStaff(parts: Compose, key: Key, { plan, password, owner, stores }: Staffing) {
  const roles = await inMerchant(parts.db, owner.merchantId, (tx) => listRoles(tx, 'merchant'))
  const hired = await Promise.all(
    plan.people.map(async ({ login, name, role, store }) => {
      const loginName = `${plan.word}-${login}`
      const roleIds = roles.filter((one) => one.name === role).map(({ id }) => id)
      const storeId = store === undefined ? null : stores[store]!
      await addStaff(parts, { key: key(), caller: owner, name, loginName, roleIds, storeId, password })
      return { role, caller: await callerOf(parts, { loginName, password }) }
    }),
  )
  const those = (role: string) => hired.filter((one) => one.role === role).map(({ caller }) => caller)
  return { managers: those('店长'), cashiers: [...those('收银员'), ...those('店长')] }
}

/** Logged in as at the console, so what they may do is what their roles say. */
export async function callerOf(
  { db, vault }: Pick<Compose, 'db' | 'vault'>,
  who: { loginName: string; password: string; platform?: 'merchant' | 'operator' },
): Promise<StaffCaller> {
  const { platform = 'merchant', ...named } = who
  const { token } = await logIn({ db, vault }, { platform, ...named, ip: '127.0.0.1', agent: 'demo' })
  const caller = await findCaller(db, platform, token)
  if (!caller || caller.kind === 'customer') throw new Error(`${who.loginName} could not log in`)
  return caller
}
