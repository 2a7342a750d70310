import { randomBytes, randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { testDatabase } from '../../test/database.ts'
import { createMerchant } from '../flows/merchants/create-merchant.ts'
import { foundOperator } from '../flows/merchants/found-operator.ts'
import { openVault } from '../kernel/secrets.ts'
import { migrate, migrationNames } from './migrate.ts'

const db = await testDatabase()

test('a second run, or two at once, changes nothing', async () => {
  expect(await Promise.all([migrate({ url: db.url }), migrate({ url: db.url })])).toEqual([[], []])
  const { rows } = await db.owner.query('select name from schema_migration order by name')
  expect(rows.map((row: { name: string }) => row.name)).toEqual(migrationNames())
})

test('permissions that a release brings reach the preset roles that have them, and nothing else changes', async () => {
  const { merchantId } = await createMerchant(
    { db, vault: openVault(randomBytes(32)) },
    {
      key: randomUUID(),
      actor: { kind: 'system', id: 'test' },
      operatorId: await foundOperator(db),
      name: '蓝湾游泳馆',
      typeCode: 'sports',
      adminName: '店主',
      adminLoginName: 'upgraded-owner',
    },
  )
  const permissionsOf = async (name: string) => {
    const { rows } = await db.owner.query<{ permissions: string[] }>(
      'select permissions from role where merchant_id = $1 and name = $2',
      [merchantId, name],
    )
    return rows[0]!.permissions.toSorted()
  }
  const [owner, cashier] = [await permissionsOf('店主'), await permissionsOf('收银员')]
  // As an older release left it: without two codes, and with a cashier who lost one on purpose.
  await db.owner.query(`delete from permission where code in ('money.view', 'card.undo')`)
  await db.owner.query(
    `update role_template set permissions = array_remove(array_remove(permissions, 'money.view'), 'card.undo')`,
  )
  await db.owner.query(
    `update role_template set permissions = array_remove(permissions, 'order.close') where name = '收银员'`,
  )
  await migrate({ url: db.url })
  expect(await permissionsOf('店主')).toEqual(owner)
  expect(await permissionsOf('收银员')).toEqual(cashier.filter((code) => code !== 'order.close'))
})

test('a file changed after it had been applied stops the run', async () => {
  await db.owner.query(`update schema_migration set checksum = 'x' where name = '0001_foundation.sql'`)
  await expect(migrate({ url: db.url })).rejects.toThrow(
    '0001_foundation.sql was changed after it had been applied',
  )
})

test('an owner who is no superuser can migrate a new database', async () => {
  await db.owner.query(`create role plain_owner login createrole password 'plain'`)
  await db.owner.query('create database plain owner plain_owner')
  const url = new URL(db.url)
  Object.assign(url, { pathname: '/plain', username: 'plain_owner', password: 'plain' })
  try {
    // The roles are there already, made by another owner, who lends them.
    await db.owner.query('grant sesame_app, sesame_report, sesame_queue to plain_owner')
    expect(await migrate({ url: url.href })).toEqual(migrationNames())
  } finally {
    await db.owner.query('drop database if exists plain with (force)')
    await db.owner.query('drop role plain_owner')
  }
})
