import { expect, test } from 'vitest'
import { testDatabase } from '../../test/database.ts'
import { migrate, migrationNames } from './migrate.ts'

const db = await testDatabase()

test('a second run, or two at once, changes nothing', async () => {
  expect(await Promise.all([migrate({ url: db.url }), migrate({ url: db.url })])).toEqual([[], []])
  const { rows } = await db.owner.query('select name from schema_migration order by name')
  expect(rows.map((row: { name: string }) => row.name)).toEqual(migrationNames())
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
