import { Unreadable } from '../reading.ts'

/** One level of names and texts, which is all that APIv2 sends. Everything stays text: numbers may exceed 2^53. */
export type FlatXml = ReadonlyMap<string, string>

const lengthMax = 64 * 1024
const nameLengthMax = 64
const declaration = /^\s*(?:<\?xml[^<>?]*\?>)?\s*/
const cdata = /<!\[CDATA\[((?:(?!\]\]>)[\s\S])*)\]\]>/y
const plain = /[^<]*/y
const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

/**
 * Reads `<xml><name>text</name>…</xml>` and nothing else: no document type, entity, attribute, comment, nesting or
 * repeated name, as a reader that understands more than the sender writes can be made to read something else.
 * @throws Unreadable
 */
export function readFlatXml(text: string, root: 'xml' | 'root' = 'xml'): FlatXml {
  if (text.length > lengthMax) throw new Unreadable(root)
  const cursor = new Cursor(text)
  cursor.skip(declaration)
  cursor.take(`<${root}>`, root)
  const fields = new Map<string, string>()
  for (;;) {
    cursor.space()
    if (cursor.isAt(`</${root}>`)) break
    const [name, value] = readElement(cursor)
    if (fields.has(name)) throw new Unreadable(name)
    fields.set(name, value)
  }
  cursor.take(`</${root}>`, root)
  cursor.space()
  if (!cursor.isOver()) throw new Unreadable(root)
  return fields
}

/** Names are ours; values are wrapped so that nothing in them can end an element. */
export function writeFlatXml(fields: FlatXml, root: 'xml' | 'root' = 'xml'): string {
  const elements = [...fields].map(([name, value]) => `<${name}>${wrapped(value)}</${name}>`)
  return `<${root}>${elements.join('')}</${root}>`
}

function wrapped(value: string): string {
  return `<![CDATA[${value.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`
}

function readElement(cursor: Cursor): [name: string, value: string] {
  const name = /^<([A-Za-z_][A-Za-z0-9_]*)>/.exec(cursor.ahead(nameLengthMax))?.[1]
  const empty = /^<([A-Za-z_][A-Za-z0-9_]*)\s*\/>/.exec(cursor.ahead(nameLengthMax))
  if (empty) {
    cursor.take(empty[0], 'xml')
    return [empty[1]!, '']
  }
  if (name === undefined) throw new Unreadable('xml')
  cursor.take(`<${name}>`, name)
  const value = readValue(cursor, name)
  cursor.take(`</${name}>`, name)
  return [name, value]
}

function readValue(cursor: Cursor, name: string): string {
  const before = cursor.match(plain)
  if (!cursor.isAt('<![CDATA[')) return unescaped(before, name)
  let value = ''
  let around = before
  while (cursor.isAt('<![CDATA[')) {
    const part = cursor.match(cdata)
    if (part === '') throw new Unreadable(name)
    value += part.slice('<![CDATA['.length, -']]>'.length)
    around += cursor.match(plain)
  }
  if (around.trim() !== '') throw new Unreadable(name)
  return value
}

function unescaped(text: string, name: string): string {
  return text.replace(/&([^;&]*);?/g, (whole: string, reference: string) => {
    const known = Object.hasOwn(named, reference) ? named[reference] : undefined
    const point = /^#\d{1,7}$/.test(reference) ? Number(reference.slice(1)) : undefined
    if (!whole.endsWith(';')) throw new Unreadable(name)
    if (known !== undefined) return known
    if (point === undefined || point < 0x20 || point > 0x10_ff_ff) throw new Unreadable(name)
    return String.fromCodePoint(point)
  })
}

class Cursor {
  private at = 0
  private readonly text: string

  constructor(text: string) {
    this.text = text
  }

  isAt(expected: string): boolean {
    return this.text.startsWith(expected, this.at)
  }

  isOver(): boolean {
    return this.at === this.text.length
  }

  ahead(length: number): string {
    return this.text.slice(this.at, this.at + length + 4)
  }

  take(expected: string, name: string): void {
    if (!this.isAt(expected)) throw new Unreadable(name)
    this.at += expected.length
  }

  match(pattern: RegExp): string {
    pattern.lastIndex = this.at
    const found = pattern.exec(this.text)?.[0] ?? ''
    this.at += found.length
    return found
  }

  skip(pattern: RegExp): void {
    this.at += pattern.exec(this.text.slice(this.at))?.[0].length ?? 0
  }

  space(): void {
    this.skip(/^\s*/)
  }
}
