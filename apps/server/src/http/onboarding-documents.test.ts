import { PDFDocument, PDFName } from '@cantoo/pdf-lib'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { applicants } from '../../test/applicants.ts'
import { testDatabase } from '../../test/database.ts'
import { testApp } from '../../test/http.ts'
import { look } from '../../test/world.ts'
import { foundOperator } from '../flows/merchants/found-operator.ts'

/** What is uploaded is believed by its content, written anew, and opened by its own link only. */
const db = await testDatabase()
await foundOperator(db)
const stage = await testApp(db)
const { app } = stage
const { signedUp, hand, save } = applicants(stage)

/** A PDF that would run a script when opened, with a form field's action on its page. */
async function scriptedPdf(): Promise<Buffer> {
  const made = await PDFDocument.create()
  const page = made.addPage([200, 200])
  made.addJavaScript('hello', 'app.alert(1)')
  await made.attach(Buffer.from('MZ'), 'tool.exe')
  page.node.set(PDFName.of('AA'), made.context.obj({ O: { S: 'JavaScript', JS: 'app.alert(2)' } }))
  return Buffer.from(await made.save({ useObjectStreams: false }))
}

test('a PDF loses its scripts, attachments and actions, and keeps its pages', async () => {
  const { cookie } = await signedUp()
  await save(cookie)
  const given = await scriptedPdf()
  expect(given.toString('latin1')).toContain('/JavaScript')
  const heard = await hand(cookie, 'shop-front', { base64: given.toString('base64') })
  expect(heard.body.contentType).toBe('application/pdf')
  const kept = await app.inject({ url: heard.body.url })
  expect(kept.headers['content-type']).toBe('application/pdf')
  const clean = await PDFDocument.load(kept.rawPayload)
  expect(clean.getPageCount()).toBe(1)
  const plain = Buffer.from(await clean.save({ useObjectStreams: false })).toString('latin1')
  for (const word of ['JavaScript', 'app.alert', 'tool.exe', 'EmbeddedFile'])
    expect(plain).not.toContain(word)
})

const bomb = () =>
  sharp({ create: { width: 9000, height: 9000, channels: 3, background: '#000' } })
    .png()
    .toBuffer()

test.each<[string, () => Promise<Buffer>]>([
  ['a text that calls itself a picture', async () => Buffer.from('GIF89a but no picture at all')],
  [
    'a drawing with a script',
    async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'),
  ],
  ['a page of HTML', async () => Buffer.from('<!doctype html><script>alert(1)</script>')],
  ['the beginning of a PDF', async () => Buffer.from('%PDF-1.7\n1 0 obj')],
  ['an archive', async () => Buffer.from('504b0304140000000800', 'hex')],
  ['a picture with 81 million points', bomb],
])('%s is refused, and nothing is kept', async (_, make) => {
  const { cookie, me } = await signedUp()
  await save(cookie)
  const base64 = (await make()).toString('base64')
  expect(await hand(cookie, 'shop-front', { base64 })).toMatchObject({
    status: 400,
    body: { code: 'document.unreadable' },
  })
  expect(await look(db, 'select 1 from document where merchant_id = $1', [me.merchant.id])).toEqual([])
})

test('only kinds that are asked for, with a date where one is due, and so many of each', async () => {
  const { cookie } = await signedUp()
  expect((await hand(cookie, 'license')).body.code).toBe('document.kind_unknown')
  await save(cookie)
  expect((await hand(cookie, 'food-permit')).body.code).toBe('document.kind_unknown')
  expect((await hand(cookie, 'license')).body.code).toBe('document.date_wrong')
  expect((await hand(cookie, 'license', { expiresOn: '2020-01-01' })).body.code).toBe('document.date_wrong')
  expect((await hand(cookie, 'shop-front', { expiresOn: '2036-01-01' })).body.code).toBe(
    'document.date_wrong',
  )
  for (let count = 0; count < 9; count++) expect((await hand(cookie, 'shop-front')).status).toBe(200)
  expect((await hand(cookie, 'shop-front')).body.code).toBe('document.too_many')
})

test('a link opens its one file for five minutes, and nothing without its signature', async () => {
  const { cookie } = await signedUp()
  const other = await signedUp()
  for (const one of [cookie, other.cookie]) await save(one)
  const { url } = (await hand(cookie, 'shop-front')).body
  const theirs = (await hand(other.cookie, 'shop-front')).body
  const status = async (link: string) => (await app.inject({ url: link })).statusCode
  expect(await status(url)).toBe(200)
  expect(await status(url.split('?')[0]!)).toBe(404)
  expect(await status(`${theirs.url.split('?')[0]}?${url.split('?')[1]}`)).toBe(404)
  db.clock.advance(5 * 60_000)
  expect(await status(url)).toBe(404)
})
