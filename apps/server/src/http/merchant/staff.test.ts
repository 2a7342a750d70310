import { expect, test } from 'vitest'
import { merchantAccess } from '@sesame/contract/access'
import { roleRoutes, staffRoutes, storeRoutes } from '@sesame/contract/staff'
import { permissionsOf } from '@sesame/contract/permissions'
import { testDatabase } from '../../../test/database.ts'
import { call, knock, testApp } from '../../../test/http.ts'
import { staffSession } from '../../../test/sessions.ts'
import { look, newKey, world } from '../../../test/world.ts'

const db = await testDatabase()
const setting = async () => {
  const ours = await world(db)
  const boss = await staffSession(db, ours.merchantId)
  return { ours, boss, token: boss.token }
}
const { app } = await testApp(db, { vault: (await world(db)).vault })

let names = 0
const person = (roleId: string) => ({ name: '小李', loginName: `li.${++names}`, roleIds: [roleId] })
const few = ['order.sell', 'card.redeem', 'staff.view', 'staff.edit', 'staff.reset-password']

async function aRole(
  token: string,
  permissions: string[] = ['order.sell'],
  scope: 'merchant' | 'store' | 'own' = 'store',
) {
  const body = { name: `收银 ${++names}`, scope, permissions }
  return (await call(app, roleRoutes.addRole, { token, body })).id
}

test('a new person gets a temporary password, shown once, and can log in with it', async () => {
  const { token } = await setting()
  const body = { ...person(await aRole(token)), mobile: '13900001111' }
  const { staff, temporaryPassword } = await call(app, staffRoutes.addStaff, { token, body })
  expect(staff).toMatchObject({
    name: '小李',
    mobile: '139****1111',
    state: 'active',
    joinedOn: '2026-03-02',
  })
  const login = { loginName: body.loginName, password: temporaryPassword, wantsToken: true }
  expect((await call(app, merchantAccess.login, { body: login })).me.mustChangePassword).toBe(true)
})

test('the same key answers the same, with other content it is refused', async () => {
  const { ours, token } = await setting()
  const body = person(await aRole(token))
  const key = newKey()
  const twins = await Promise.all([1, 2, 3].map(() => call(app, staffRoutes.addStaff, { token, body, key })))
  expect(new Set(twins.map(({ temporaryPassword }) => temporaryPassword)).size).toBe(1)
  const before = await ours.snapshot()
  const other = await knock(app, staffRoutes.addStaff, { token, body: { ...body, name: '小王' }, key })
  expect(other.body.code).toBe('command.key_reused')
  expect(await ours.snapshot()).toEqual(before)
})

test('a login name is taken everywhere, and a refusal leaves nothing behind', async () => {
  const one = await setting()
  const two = await setting()
  const body = person(await aRole(one.token))
  await call(app, staffRoutes.addStaff, { token: one.token, body })
  const roleIds = [await aRole(two.token)]
  const before = await two.ours.snapshot()
  const taken = await knock(app, staffRoutes.addStaff, { token: two.token, body: { ...body, roleIds } })
  expect(taken).toMatchObject({ status: 409, body: { code: 'access.login_name_taken' } })
  const foreign = await knock(app, staffRoutes.addStaff, { token: two.token, body: person(body.roleIds[0]!) })
  expect(foreign).toMatchObject({ status: 404, body: { code: 'role.not_found' } })
  expect(await two.ours.snapshot()).toEqual(before)
})

test('nobody gives what they lack: not by a role, a person, an edit or a password', async () => {
  const { ours, boss, token } = await setting()
  const limited = await staffSession(db, ours.merchantId, { permissions: [...few, 'role.edit'] })
  const before = await ours.snapshot()
  const as = { token: limited.token }
  const mine = { params: { staffId: limited.staffId } }
  const theirs = { params: { staffId: boss.staffId } }
  const wide = { name: '超级', scope: 'merchant' as const, permissions: permissionsOf('merchant') }
  const own = { params: { roleId: limited.roleId } }

  const attempts = [
    await knock(app, roleRoutes.addRole, { ...as, body: wide }),
    await knock(app, roleRoutes.addRole, { ...as, body: { ...wide, scope: 'all', permissions: few } }),
    await knock(app, roleRoutes.editRole, { ...as, ...own, body: { permissions: wide.permissions } }),
    await knock(app, roleRoutes.editRole, {
      ...as,
      params: { roleId: boss.roleId },
      body: { permissions: few },
    }),
    await knock(app, roleRoutes.removeRole, { ...as, params: { roleId: boss.roleId } }),
    await knock(app, staffRoutes.addStaff, { ...as, body: person(boss.roleId) }),
    await knock(app, staffRoutes.editStaff, { ...as, ...mine, body: { roleIds: [boss.roleId] } }),
    await knock(app, staffRoutes.editStaff, { ...as, ...theirs, body: { roleIds: [limited.roleId] } }),
    await knock(app, staffRoutes.leaveStaff, { ...as, ...theirs }),
    await knock(app, staffRoutes.resetPassword, { ...as, ...theirs }),
  ]
  expect(attempts.map(({ body }) => body.code)).toEqual(attempts.map(() => 'role.beyond_own'))
  const unknown = { ...wide, permissions: ['merchant.edit'] }
  expect((await knock(app, roleRoutes.addRole, { token, body: unknown })).body.code).toBe(
    'role.permission_unknown',
  )
  expect(await ours.snapshot()).toEqual(before)
})

test('who answers for one store sees, adds and changes people of that store only', async () => {
  const { ours, token } = await setting()
  const store = (name: string) => call(app, storeRoutes.addStore, { token, body: { name, address: '' } })
  const [east, west] = [await store('东店'), await store('西店')]
  const manager = await staffSession(db, ours.merchantId, {
    scope: 'store',
    storeId: east.id,
    permissions: few,
  })
  const away = await staffSession(db, ours.merchantId, {
    scope: 'store',
    storeId: west.id,
    permissions: ['order.sell'],
  })
  const as = { token: manager.token }

  const { items } = await call(app, staffRoutes.listStaff, as)
  expect(items.map(({ id }) => id)).toEqual([manager.staffId])
  const params = { staffId: away.staffId }
  expect((await knock(app, staffRoutes.getStaff, { ...as, params })).body.code).toBe('staff.not_found')
  expect((await knock(app, staffRoutes.leaveStaff, { ...as, params })).body.code).toBe('staff.not_found')
  expect((await knock(app, staffRoutes.resetPassword, { ...as, params })).body.code).toBe('staff.not_found')

  const body = person(away.roleId)
  const elsewhere = await knock(app, staffRoutes.addStaff, { ...as, body: { ...body, storeId: west.id } })
  expect(elsewhere.body.code).toBe('store.not_found')
  const here = await call(app, staffRoutes.addStaff, { ...as, body })
  expect(here.staff.storeName).toBe('东店')
})

test('leaving ends every session at once, and coming back opens the door again', async () => {
  const { ours, token } = await setting()
  const cashier = await staffSession(db, ours.merchantId, { permissions: ['order.sell'] })
  const params = { staffId: cashier.staffId }
  const me = () => knock(app, merchantAccess.me, { token: cashier.token })
  expect((await me()).status).toBe(200)
  expect(await call(app, staffRoutes.leaveStaff, { token, params })).toMatchObject({
    state: 'left',
    leftOn: '2026-03-02',
  })
  expect((await me()).status).toBe(401)
  expect((await knock(app, staffRoutes.leaveStaff, { token, params })).body.code).toBe('staff.has_left')

  const { state, leftOn } = await call(app, staffRoutes.restoreStaff, { token, params })
  expect({ state, leftOn }).toEqual({ state: 'active', leftOn: null })
  expect((await me()).status).toBe(401)
})

test('a role that changes counts from the next request on', async () => {
  const { ours, token } = await setting()
  const cashier = await staffSession(db, ours.merchantId, { permissions: ['staff.view'] })
  const list = () => knock(app, staffRoutes.listStaff, { token: cashier.token })
  expect((await list()).status).toBe(200)
  await call(app, roleRoutes.editRole, {
    token,
    params: { roleId: cashier.roleId },
    body: { permissions: [] },
  })
  expect(await list()).toMatchObject({ status: 403, body: { details: { permission: 'staff.view' } } })
})

test('the last administrator stays, whatever is tried, also by two at once', async () => {
  const { ours, boss, token } = await setting()
  const self = { token, params: { staffId: boss.staffId } }
  const before = await ours.snapshot()
  const plain = await staffSession(db, ours.merchantId, { permissions: ['order.sell'] })
  const demoted = await knock(app, staffRoutes.editStaff, { ...self, body: { roleIds: [plain.roleId] } })
  const left = await knock(app, staffRoutes.leaveStaff, self)
  const emptied = await knock(app, roleRoutes.editRole, {
    token,
    params: { roleId: boss.roleId },
    body: { permissions: ['order.sell'] },
  })
  for (const { body } of [demoted, left, emptied]) expect(body.code).toBe('staff.last_administrator')
  expect((await ours.snapshot())['audit_event']).toBe(before['audit_event'])

  const other = await staffSession(db, ours.merchantId)
  const both = await Promise.all([
    knock(app, staffRoutes.leaveStaff, { token, params: { staffId: other.staffId } }),
    knock(app, staffRoutes.leaveStaff, { token: other.token, params: { staffId: boss.staffId } }),
  ])
  expect(both.map(({ status }) => status).filter((status) => status === 200)).toHaveLength(1)
})

test('a reset password is temporary and ends all sessions; a shared login has none', async () => {
  const { ours, token } = await setting()
  const elsewhere = await setting()
  const cashier = await staffSession(db, ours.merchantId, { permissions: ['order.sell'] })
  const params = { staffId: cashier.staffId }
  const { temporaryPassword } = await call(app, staffRoutes.resetPassword, { token, params })
  expect((await knock(app, merchantAccess.me, { token: cashier.token })).status).toBe(401)
  const login = { loginName: cashier.loginName, password: temporaryPassword, wantsToken: true }
  expect((await call(app, merchantAccess.login, { body: login })).me.mustChangePassword).toBe(true)

  await db.owner.query(
    'insert into membership (login_id, merchant_id, staff_id) select id, $1, $2 from login where login_name = $3',
    [elsewhere.ours.merchantId, elsewhere.boss.staffId, cashier.loginName],
  )
  expect((await knock(app, staffRoutes.resetPassword, { token, params })).body.code).toBe(
    'staff.login_shared',
  )
})

test('a role goes when nobody who works here has it', async () => {
  const { ours, token } = await setting()
  const cashier = await staffSession(db, ours.merchantId, { permissions: ['order.sell'] })
  const params = { roleId: cashier.roleId }
  expect((await knock(app, roleRoutes.removeRole, { token, params })).body.code).toBe('role.in_use')
  await call(app, staffRoutes.leaveStaff, { token, params: { staffId: cashier.staffId } })
  expect((await knock(app, roleRoutes.removeRole, { token, params })).status).toBe(200)
  expect((await knock(app, roleRoutes.removeRole, { token, params })).body.code).toBe('role.not_found')
})

test('what was changed is in the operation log, with no secret in it', async () => {
  const { ours, token } = await setting()
  const body = { ...person(await aRole(token)), mobile: '13900002222' }
  const { staff, temporaryPassword } = await call(app, staffRoutes.addStaff, { token, body })
  await call(app, staffRoutes.editStaff, { token, params: { staffId: staff.id }, body: { name: '小李子' } })
  const rows = await look<{ action: string; before: unknown; after: unknown }>(
    db,
    'select action, before, after from audit_event where merchant_id = $1 and subject_id = $2 order by id',
    [ours.merchantId, staff.id],
  )
  expect(rows.map(({ action }) => action)).toEqual(['staff.added', 'staff.edited'])
  expect(JSON.stringify(rows)).not.toMatch(new RegExp(`13900002222|${temporaryPassword}`))
})
