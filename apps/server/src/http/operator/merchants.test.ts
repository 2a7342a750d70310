import { expect, test } from 'vitest'
import { merchantAccess } from '@sesame/contract/access'
import { operatorRoutes, permissionRoutes } from '@sesame/contract/operator'
import { permissionsOf } from '@sesame/contract/permissions'
import { roleRoutes, staffRoutes, storeRoutes } from '@sesame/contract/staff'
import { shopRoutes } from '@sesame/contract/shop'
import { inGlobal } from '../../kernel/db.ts'
import { operatorCommand } from '../../main/operator-command.ts'
import { findOperator } from '../../modules/merchant/index.ts'
import { testDatabase } from '../../../test/database.ts'
import { call, knock, testApp } from '../../../test/http.ts'
import { staffSession } from '../../../test/sessions.ts'
import { look, newKey } from '../../../test/world.ts'

const db = await testDatabase()
const { app } = await testApp(db)
const operatorId = (await inGlobal(db, findOperator))!.id
const { token } = await staffSession(db, operatorId, { platform: 'operator' })
const keeper = await staffSession(db, operatorId, { platform: 'permission' })

let made = 0
const body = () => ({
  name: `面馆 ${++made}`,
  typeCode: 'food',
  adminName: '赵老板',
  adminLoginName: `zhao.${made}`,
})
const merchants = async () => (await look(db, `select id from merchant where kind = 'merchant'`)).length

test('a new merchant has a shop, roles, a store and somebody who can do everything', async () => {
  const { merchant, temporaryPassword } = await call(app, operatorRoutes.addMerchant, { token, body: body() })
  expect(merchant).toMatchObject({ name: '面馆 1', typeName: '餐饮', state: 'active', escrowFen: 0 })
  expect(merchant.code).toMatch(/^[0-9A-HJKMNP-TV-Z]{6}$/)
  const shop = await call(app, shopRoutes.getShop, { params: { shop: merchant.code } })
  expect(shop).toMatchObject({ code: merchant.code, name: '面馆 1', typeCode: 'food' })

  const login = { loginName: 'zhao.1', password: temporaryPassword, wantsToken: true }
  const { me, token: temporary } = await call(app, merchantAccess.login, { body: login })
  expect(me).toMatchObject({ name: '赵老板', roles: ['店主'], scope: 'merchant', mustChangePassword: true })
  expect([...me.permissions].sort()).toEqual(permissionsOf('merchant').sort())
  const change = { currentPassword: temporaryPassword, newPassword: 'a longer pass phrase' }
  await call(app, merchantAccess.changePassword, { token: temporary!, body: change })
  const { items } = await call(app, roleRoutes.listRoles, { token: temporary! })
  expect(items.map(({ name, preset, members }) => [name, preset, members])).toEqual([
    ['店主', true, 1],
    ['店长', true, 0],
    ['收银员', true, 0],
    ['财务', true, 0],
  ])
  expect((await call(app, storeRoutes.listStores, { token: temporary! })).items).toMatchObject([
    { name: '总店' },
  ])
})

test('a repeated command answers the same merchant; twins make one', async () => {
  const [key, same, before] = [newKey(), body(), await merchants()]
  const answers = await Promise.all(
    [1, 2, 3].map(() => call(app, operatorRoutes.addMerchant, { token, key, body: same })),
  )
  expect(new Set(answers.map(({ merchant }) => merchant.id)).size).toBe(1)
  expect(new Set(answers.map(({ temporaryPassword }) => temporaryPassword)).size).toBe(1)
  expect(await merchants()).toBe(before + 1)
  const other = { ...same, name: '另一家' }
  expect((await knock(app, operatorRoutes.addMerchant, { token, key, body: other })).body.code).toBe(
    'command.key_reused',
  )
})

test('a taken login name or an unknown type makes no merchant, not even half of one', async () => {
  const taken = { ...body(), adminLoginName: 'zhao.1' }
  const before = await merchants()
  expect((await knock(app, operatorRoutes.addMerchant, { token, body: taken })).body.code).toBe(
    'access.login_name_taken',
  )
  const type = { ...body(), typeCode: 'operator' }
  expect((await knock(app, operatorRoutes.addMerchant, { token, body: type })).body.code).toBe(
    'merchant.type_unknown',
  )
  expect(await merchants()).toBe(before)
  expect(await look(db, `select from login where login_name = $1`, [type.adminLoginName])).toEqual([])
})

test('the types that a merchant may have are listed', async () => {
  const { items } = await call(app, operatorRoutes.listMerchantTypes, { token })
  expect(items.map(({ code }) => code).sort()).toEqual(['e-bike', 'food', 'school', 'sports'])
})

test('the permission console shows platforms, what they offer and who has it', async () => {
  const as = { token: keeper.token }
  const { items } = await call(app, permissionRoutes.listPlatforms, as)
  expect(items.map(({ code, roles }) => [code, roles])).toEqual([
    ['merchant', 4],
    ['operator', 3],
    ['permission', 1],
  ])
  expect(items[0]!.permissions).toBe(permissionsOf('merchant').length)
  const params = { platform: 'merchant' }
  const tree = await call(app, permissionRoutes.permissionTree, { ...as, params })
  expect(tree.items.flatMap(({ permissions }) => permissions.map(({ code }) => code))).toEqual(
    permissionsOf('merchant'),
  )
  const unknown = await knock(app, permissionRoutes.permissionTree, {
    ...as,
    params: { platform: 'nowhere' },
  })
  expect(unknown.body.code).toBe('role.platform_not_found')
})

test('preset roles of all merchants follow their template at once, and merchants cannot change them', async () => {
  const as = { token: keeper.token }
  const { merchant, temporaryPassword } = await call(app, operatorRoutes.addMerchant, { token, body: body() })
  const owner = await staffSession(db, merchant.id)
  const { items: roles } = await call(app, roleRoutes.listRoles, { token: owner.token })
  const cashiers = roles.find(({ name }) => name === '收银员')!
  const preset = { token: owner.token, params: { roleId: cashiers.id } }
  expect((await knock(app, roleRoutes.editRole, { ...preset, body: { name: '前台' } })).body.code).toBe(
    'role.preset_fixed',
  )
  expect((await knock(app, roleRoutes.removeRole, preset)).body.code).toBe('role.preset_fixed')

  const { items } = await call(app, permissionRoutes.listRoleTemplates, {
    ...as,
    params: { platform: 'merchant' },
  })
  const template = items.find(({ name }) => name === '收银员')!
  const permissions = ['order.sell', 'staff.view']
  const edited = await call(app, permissionRoutes.editRoleTemplate, {
    ...as,
    params: { roleTemplateId: template.id },
    body: { permissions, scope: 'own' },
  })
  expect(edited).toMatchObject({ permissions, scope: 'own' })
  expect(edited.roles).toBe(await merchants())
  const after = (await call(app, roleRoutes.listRoles, { token: owner.token })).items
  expect(after.find(({ id }) => id === cashiers.id)).toMatchObject({ permissions, scope: 'own' })
  expect(temporaryPassword).not.toBe('')
})

test('a template holds only what its platform offers, and the first one keeps what administration needs', async () => {
  const as = { token: keeper.token }
  const { items } = await call(app, permissionRoutes.listRoleTemplates, {
    ...as,
    params: { platform: 'merchant' },
  })
  const edit = (id: string, permissions: string[]) =>
    knock(app, permissionRoutes.editRoleTemplate, {
      ...as,
      params: { roleTemplateId: id },
      body: { permissions },
    })
  expect((await edit(items[1]!.id, ['merchant.edit'])).body.code).toBe('role.permission_unknown')
  expect((await edit(items[0]!.id, ['order.sell'])).body.code).toBe('role.head_fixed')
  const { items: same } = await call(app, permissionRoutes.listRoleTemplates, {
    ...as,
    params: { platform: 'merchant' },
  })
  expect(same).toEqual(items)
})

test('who runs the platform is added from the command line, with a temporary password', async () => {
  const lines: string[] = []
  const add = (...args: string[]) => operatorCommand(db, args, (line) => lines.push(line))
  expect(await add('chief.one', '首席')).toBe(0)
  expect(lines.join()).toMatch(/login chief\.one\ntemporary password [a-z2-9]{5}-[a-z2-9]{5}-[a-z2-9]{5}/)
  expect(await add('chief.one')).toBe(1)
  expect(await add('1')).toBe(2)
})

test("a merchant's people stay among themselves", async () => {
  const one = await call(app, operatorRoutes.addMerchant, { token, body: body() })
  const two = await call(app, operatorRoutes.addMerchant, { token, body: body() })
  const [ours, theirs] = [await staffSession(db, one.merchant.id), await staffSession(db, two.merchant.id)]
  const { items } = await call(app, staffRoutes.listStaff, { token: ours.token })
  expect(items.map(({ id }) => id)).not.toContain(theirs.staffId)
  expect(items).toHaveLength(2)
})
