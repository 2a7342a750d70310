import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { longFunctions } from './long-functions.ts'

/** The house rules as a test; the numbers only ever get smaller. Each failure lists the offenders. */
const linesPerFileMax = 300
const linesPerFunctionMax = 70
/** The formatter breaks code at 110; what it cannot break (comments, SQL, texts) may be a little longer. */
const columnsMax = 120

const root = resolve(fileURLToPath(new URL('../../..', import.meta.url)))
const folders = ['apps', 'packages', 'e2e', 'bench', 'faults', 'scripts']
const skipped = new Set(['node_modules', 'dist', 'screenshots'])

const files = folders.flatMap((folder) => filesIn(folder))
const sources = files.filter((path) => /\.(ts|tsx|mjs|cjs|sql|scss|css)$/.test(path)).map(read)
const code = sources.filter(({ path }) => /\.(ts|tsx|mjs)$/.test(path))
const documents = [...readdirSync(root), ...filesIn('docs')].filter((path) => path.endsWith('.md')).map(read)
const server = code.filter(({ path }) => path.startsWith('apps/server/src/'))

describe('size', () => {
  test('no file is too long', () => {
    const long = sources.filter(({ path, lines }) => !path.endsWith('.sql') && lines.length > linesPerFileMax)
    expect(long.map(({ path, lines }) => `${path}: ${lines.length} lines`)).toEqual([])
  })

  test('no line is too long', () => {
    expect(
      offendingLines(code, (line) => line.length > columnsMax && !/https?:\/\/|<path d=| d="/.test(line)),
    ).toEqual([])
  })

  test('no function is too long', () => {
    const found = code.flatMap(({ path, text }) => longFunctions(path, text, linesPerFunctionMax))
    expect(found.map(({ path, name, line, lines }) => `${path}:${line} ${name} has ${lines} lines`)).toEqual(
      [],
    )
  })
})

describe('names', () => {
  test('files and folders are in kebab-case', () => {
    const allowed = /^(README\.md|README\.zh-CN\.md|[0-9]{4}_[a-z0-9_]+\.sql|[a-z0-9]+([-.][a-z0-9]+)*)$/
    const odd = files.flatMap((path) => path.split('/').filter((part) => !allowed.test(part)))
    expect([...new Set(odd)]).toEqual([])
  })

  test('no name hides what it is', () => {
    const vague =
      /\b(?:class|function|const|let|type|interface|enum) (\w*(?:Manager|Helper|Helpers|Util|Utils|Service|Impl)\b)/
    expect(offendingLines(code, (line) => vague.test(line))).toEqual([])
    expect(
      files.filter((path) => /(^|[/-])(utils?|helpers?|manager|service|misc|common-stuff)\.tsx?$/.test(path)),
    ).toEqual([])
  })

  test('barrels are only where they are the door', () => {
    const doors = /^apps\/server\/src\/(modules\/[^/]+|ledger)\/index\.ts$/
    const barrels = server.filter(
      ({ path, text }) => path.endsWith('/index.ts') && !doors.test(path) && /^export .* from /m.test(text),
    )
    expect(barrels.map(({ path }) => path)).toEqual([])
  })
})

describe('rules that a reader cannot see from one file', () => {
  test('the clock is passed in: no rule and no statement asks the database or the machine for the time', () => {
    const asks = /\b(now\(\)|current_timestamp|current_date|clock_timestamp\(\)|Date\.now\(\)|new Date\(\))/i
    expect(offendingLines(decided(), (line) => asks.test(withoutOurs(line)))).toEqual([])
  })

  test('randomness is passed in', () => {
    const drawn = decided()
    expect(
      offendingLines(drawn, (line) => /\b(Math\.random|randomUUID|randomBytes|gen_random_uuid)\(/.test(line)),
    ).toEqual([])
  })

  test('one folder writes a table', () => {
    const writers = new Map<string, Set<string>>()
    for (const { path, text } of server.filter((source) => !isTest(source.path))) {
      const folder = path
        .replace(/^apps\/server\/src\//, '')
        .split('/')
        .slice(0, path.includes('/modules/') ? 2 : 1)
        .join('/')
      for (const [, table] of text.matchAll(
        /\b(?:insert into|delete from|update) ([a-z][a-z_]*)\b(?= |\n)/g,
      )) {
        if (!table || ['set', 'of', 'skip', 'nowait', 'on'].includes(table)) continue
        writers.set(table, (writers.get(table) ?? new Set()).add(folder))
      }
    }
    const shared = [...writers].filter(([, folders]) => folders.size > 1)
    expect(shared.map(([table, folders]) => `${table}: ${[...folders].join(', ')}`)).toEqual([])
  })

  test('nothing points outside of the checkout', () => {
    const relative = /(?:['"`]|\]\()(\.\.?\/[^'"`)$\s]*)/g
    const absolute = /(['"`(])\/(home|Users|root|work|mnt)\/\w/
    const escapes = [...sources, ...documents].flatMap(({ path, text }) =>
      [...text.matchAll(relative)]
        .map(([, target]) => resolve(root, dirname(path), target ?? ''))
        .filter((target) => !target.startsWith(root))
        .map((target) => `${path}: ${target}`),
    )
    expect([...escapes, ...offendingLines(sources, (line) => absolute.test(line))]).toEqual([])
  })

  test('nothing waits for somebody', () => {
    const waiting = /\b(TODO|FIXME|XXX|HACK)\b/
    expect(offendingLines(sources.filter(isNotThis), (line) => waiting.test(line))).toEqual([])
  })

  test('no test is skipped, and none runs alone', () => {
    const tests = code.filter((source) => isTest(source.path) && isNotThis(source))
    expect(offendingLines(tests, (line) => /\b(test|it|describe)\.(skip|only|todo)\b/.test(line))).toEqual([])
  })

  test('this test really reads the files', () => {
    expect(code.length).toBeGreaterThan(100)
    expect(server.map(({ path }) => path)).toContain('apps/server/src/ledger/post.ts')
  })
})

type Source = { path: string; text: string; lines: string[] }

function read(path: string): Source {
  const text = readFileSync(join(root, path), 'utf8')
  return { path, text, lines: text.trimEnd().split('\n') }
}

function filesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (skipped.has(entry.name) || entry.name.startsWith('.')) return []
    const path = join(folder, entry.name)
    return entry.isDirectory() ? filesIn(path) : [path]
  })
}

function isNotThis({ path }: Source): boolean {
  return !path.endsWith('tidy.test.ts')
}

/** What decides about money, states and time; channels and the edges meet the real world. */
function decided(): Source[] {
  return server.filter(
    ({ path }) => /src\/(modules|flows|lines|ledger|exchanges)\//.test(path) && !isTest(path),
  )
}

function isTest(path: string): boolean {
  return /\.test\.tsx?$/.test(path) || path.includes('/test/') || path.startsWith('e2e/')
}

/** `clock.now()` and `tx.now` are the passed-in clock; comments may speak of time. */
function withoutOurs(line: string): string {
  return line.replace(/\b\w*[cC]lock\.now\(\)/g, '').replace(/^\s*(\/\/|\/?\*).*$/, '')
}

function offendingLines(looked: readonly Source[], offends: (line: string) => boolean): string[] {
  return looked.flatMap(({ path, lines }) =>
    lines.flatMap((line, index) =>
      offends(line) ? [`${path}:${index + 1}: ${line.trim().slice(0, 120)}`] : [],
    ),
  )
}
