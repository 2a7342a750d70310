import { expect, test } from 'vitest'
import { merchantAccess, operatorAccess, permissionAccess } from '@sesame/contract/access'
import { createMerchant } from '../flows/merchants/create-merchant.ts'
import { addOperatorStaff } from '../flows/merchants/add-operator-staff.ts'
import { testDatabase } from '../../test/database.ts'
import { call, knock, testApp } from '../../test/http.ts'

const db = await testDatabase()
const { app, parts } = await testApp(db)
const password = 'correct horse battery'
const operator = await addOperatorStaff(db, { loginName: 'root.admin', name: '平台', password })
const shop = await createMerchant(parts, {
  key: 'one',
  actor: { kind: 'operator', id: operator.staffId },
  operatorId: operator.operatorId,
  name: '蓝鲸游泳',
  typeCode: 'sports',
  adminName: '王店主',
  adminLoginName: 'wang.boss',
  password,
})

const logIn = (loginName: string, word = password) =>
  knock(app, merchantAccess.login, { body: { loginName, password: word, wantsToken: true } })

test('a right password opens a session that says who one is', async () => {
  const { body } = await logIn('wang.boss')
  expect(body.me.merchant.name).toBe('蓝鲸游泳')
  expect(body.me).toMatchObject({ roles: ['店主'], scope: 'merchant', mustChangePassword: false })
  const me = await call(app, merchantAccess.me, { token: body.token! })
  expect(me.staffId).toBe(shop.adminId)
})

test('a console gets a cookie that scripts cannot read, and no token', async () => {
  const heard = await knock(app, merchantAccess.login, { body: { loginName: 'wang.boss', password } })
  expect(heard.body.token).toBe(null)
  expect(String(heard.headers['set-cookie'])).toMatch(/^sesame-merchant=[\w-]{43};.*HttpOnly; SameSite=Lax$/)
  const me = await knock(app, merchantAccess.me, { cookie: heard.cookie! })
  expect(me.status).toBe(200)
})

test('the operator enters the operator and the permission console, not a merchant', async () => {
  const body = { loginName: 'root.admin', password, wantsToken: true }
  expect((await knock(app, operatorAccess.login, { body })).status).toBe(200)
  expect((await knock(app, permissionAccess.login, { body })).status).toBe(200)
  expect((await knock(app, merchantAccess.login, { body })).body.code).toBe('access.not_on_platform')
  expect((await knock(app, operatorAccess.login, { body: { ...body, loginName: 'wang.boss' } })).status).toBe(
    403,
  )
})
