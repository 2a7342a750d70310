// Draws the PNG icons that mini-programs need for their tab bar from the SVG sources; run after changing one.
import { readFile, writeFile } from 'node:fs/promises'
import sharp from 'sharp'

const assets = new URL('../src/assets/', import.meta.url)
const looks = [
  { suffix: '', colour: '#68736f' },
  { suffix: '-on', colour: '#0F7B6C' },
]

for (const name of ['home', 'cards', 'orders', 'me']) {
  const source = await readFile(new URL(`icons/${name}.svg`, assets), 'utf8')
  for (const { suffix, colour } of looks) {
    const drawn = Buffer.from(source.replaceAll('#000', colour))
    const image = await sharp(drawn, { density: 400 }).resize(81, 81).png({ palette: true }).toBuffer()
    await writeFile(new URL(`tabs/${name}${suffix}.png`, assets), image)
    console.log(`${name}${suffix}.png ${image.length} bytes`)
  }
}
