import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import PDFDocument from 'pdfkit'

/** A4 in points, with margins that a hole punch leaves alone. */
const [width, height, margin] = [595, 842, 56]
const inner = width - 2 * margin
const ink = '#1F2A28'
const faint = '#6B7A77'
const line = '#D9E0DE'
const accent = '#0F7B6C'

// The package exports its list only; the files lie beside it.
const require = createRequire(import.meta.url)
const entry = require.resolve('@embedpdf/fonts-sc')
const fontFile = (name: string): string => join(dirname(entry), '..', 'fonts', name)
const fonts = {
  plain: fontFile('NotoSansHans-Regular.otf'),
  strong: fontFile('NotoSansHans-Medium.otf'),
}

/** One line: what it is called, and what stands at the right. */
export type PaperRow = { label: string; note?: string; value: string; strong?: boolean }

export type PaperPart =
  | { kind: 'facts'; rows: readonly (readonly [label: string, value: string])[] }
  | { kind: 'table'; title: string; rows: readonly PaperRow[] }
  | { kind: 'grid'; title: string; heads: readonly string[]; rows: readonly (readonly string[])[] }
  | { kind: 'note'; text: string }

export type Paper = { title: string; subtitle: string; parts: readonly PaperPart[]; footer: string; at: Date }

export const paperMediaType = 'application/pdf'

/** A document for people, as PDF. Only the glyphs that are used are put into it, so it opens anywhere. */
export function writePaper({ title, subtitle, parts, footer, at }: Paper): Readable {
  const page = new PDFDocument({
    size: 'A4',
    margins: { top: margin, bottom: margin, left: margin, right: margin },
    font: fonts.plain,
    bufferPages: true,
    info: { Title: title, Creator: 'Sesame', CreationDate: at, ModDate: at },
  })
  page.fillColor(accent).font(fonts.strong).fontSize(18).text(title)
  page.fillColor(faint).font(fonts.plain).fontSize(10).text(subtitle).moveDown(1)
  for (const part of parts) drawPart(page, part)
  drawFooters(page, footer)
  page.end()
  return page
}

type Page = InstanceType<typeof PDFDocument>

function drawPart(page: Page, part: PaperPart): void {
  if (part.kind === 'facts') drawFacts(page, part.rows)
  else if (part.kind === 'table') drawTable(page, part.title, part.rows)
  else if (part.kind === 'grid') drawGrid(page, part)
  else page.fillColor(faint).fontSize(9).text(part.text, margin, page.y, { width: inner }).moveDown(1)
}

/** Two columns of labels and values. */
function drawFacts(page: Page, rows: readonly (readonly [string, string])[]): void {
  const half = inner / 2
  for (let place = 0; place < rows.length; place += 2) {
    const top = page.y
    for (const [side, fact] of rows.slice(place, place + 2).entries()) {
      const left = margin + side * half
      page.font(fonts.plain).fontSize(9)
      page.fillColor(faint).text(fact[0], left, top, { width: 70 })
      page.fillColor(ink).text(fact[1], left + 72, top, { width: half - 84 })
    }
    page.y = top + 17
  }
  page.moveDown(0.8)
}

function drawTitle(page: Page, title: string): void {
  makeRoom(page, 60)
  page.fillColor(ink).font(fonts.strong).fontSize(11).text(title, margin, page.y, { width: inner })
  page.y += 4
  drawLine(page, accent)
}

function drawTable(page: Page, title: string, rows: readonly PaperRow[]): void {
  drawTitle(page, title)
  for (const { label, note = '', value, strong = false } of rows) {
    makeRoom(page, 22)
    const top = page.y + 5
    page.font(strong ? fonts.strong : fonts.plain).fontSize(9.5)
    page.fillColor(ink).text(label, margin, top, { width: 250, lineBreak: false })
    page.text(value, margin + inner - 130, top, { width: 130, align: 'right', lineBreak: false })
    page.font(fonts.plain).fontSize(8.5).fillColor(faint)
    page.text(note, margin + 255, top + 1, { width: 95, align: 'right', lineBreak: false })
    page.y = top + 17
    drawLine(page, line)
  }
  page.y += 16
}

function drawGrid(page: Page, { title, heads, rows }: Extract<PaperPart, { kind: 'grid' }>): void {
  drawTitle(page, title)
  const first = 170
  const rest = (inner - first) / (heads.length - 1)
  for (const [place, cells] of [heads, ...rows].entries()) {
    makeRoom(page, 20)
    const top = page.y + 4
    page
      .font(fonts.plain)
      .fontSize(place === 0 ? 8.5 : 9)
      .fillColor(place === 0 ? faint : ink)
    for (const [column, cell] of cells.entries()) {
      const left = column === 0 ? margin : margin + first + (column - 1) * rest
      const align = column === 0 ? 'left' : 'right'
      page.text(cell, left, top, { width: column === 0 ? first : rest, align, lineBreak: false })
    }
    page.y = top + 15
    drawLine(page, line)
  }
  page.y += 16
}

function drawLine(page: Page, color: string): void {
  page
    .moveTo(margin, page.y)
    .lineTo(margin + inner, page.y)
    .lineWidth(0.6)
    .strokeColor(color)
    .stroke()
}

/** A line is never cut in two by the end of a page. */
function makeRoom(page: Page, needed: number): void {
  if (page.y + needed > height - margin - 10) page.addPage()
}

function drawFooters(page: Page, footer: string): void {
  const { start, count } = page.bufferedPageRange()
  for (let place = start; place < start + count; place++) {
    page.switchToPage(place)
    // Below the margin, where text would begin a new page of its own.
    page.page.margins.bottom = 0
    page.font(fonts.plain).fontSize(8).fillColor(faint)
    page.text(footer, margin, height - 38, { width: inner - 60, lineBreak: false })
    page.text(`${place - start + 1} / ${count}`, margin, height - 38, {
      width: inner,
      align: 'right',
      lineBreak: false,
    })
  }
}
