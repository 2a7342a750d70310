import { mkdtemp, readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { newMerchant, testDatabase } from '../../../test/database.ts'
import { createLocalStorage } from '../../channels/storage/local-disk.ts'
import { addImage } from './add-image.ts'

const db = await testDatabase()
const folder = await mkdtemp(join(tmpdir(), 'sesame-images-'))
const storage = createLocalStorage(folder)
const actor = { kind: 'staff' as const, id: 'a-manager' }

const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#0f7b6c' } })

async function upload(base64: string, key = 'once') {
  return addImage(db, storage, { merchantId: await newMerchant(db), key, actor, base64 })
}

test('a picture is encoded anew, at most 1600 pixels a side, without what else was in it', async () => {
  const photo = await picture(3200, 800)
    .withExif({ IFD0: { Copyright: 'where it was taken' } })
    .jpeg()
    .toBuffer()
  const image = await upload(photo.toString('base64'))
  expect(image).toMatchObject({ width: 1600, height: 400 })

  const [inner] = (await readdir(folder)).filter((name) => name.length === 2)
  const [name] = await readdir(join(folder, inner!))
  const stored = await sharp(join(folder, inner!, name!)).metadata()
  expect([stored.format, stored.exif]).toEqual(['webp', undefined])
})

test.each([
  ['text', Buffer.from('not a picture at all')],
  [
    'a page that calls itself a picture',
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'),
  ],
  ['half a picture', (await picture(400, 400).png().toBuffer()).subarray(0, 200)],
])('%s is refused', async (_, content) => {
  await expect(upload(content.toString('base64'))).rejects.toMatchObject({ code: 'image.unreadable' })
})

test('what is not base64 is refused', async () => {
  await expect(upload('data:image/png;base64,????')).rejects.toMatchObject({ code: 'image.unreadable' })
})

test('a bomb of pixels is refused before it is unpacked', async () => {
  const bomb = await picture(9000, 9000).png({ compressionLevel: 9 }).toBuffer()
  await expect(upload(bomb.toString('base64'))).rejects.toMatchObject({ code: 'image.unreadable' })
})
