import type { Database } from './database.ts'
import { readDemo } from './demo.ts'
import type { Settings } from './settings.ts'

const documents = ['customer', 'merchant', 'operator', 'permission']

/** All that a person needs next, on one screen. */
export function summary(settings: Settings, database: Database): void {
  const { address, sandbox, sandboxPanel } = settings
  const rows: [string, string][] = [
    ['商户后台 · Console', `${address}/`],
    ['用户端 · Customer app (H5)', `${address}/h5/`],
    ['接口 · OpenAPI', documents.map((audience) => `${address}/docs/${audience}`).join('\n')],
    ...(sandbox ? [['沙箱 · Sandbox panel', sandboxPanel] as [string, string]] : []),
    ['数据库 · Database', database.place],
  ]
  const logins = readDemo()?.logins ?? []
  const lines = [
    '',
    '芝麻开门 · Sesame is ready',
    '',
    ...rows.flatMap(([label, value]) =>
      value.split('\n').map((line, index) => row(index === 0 ? label : '', line)),
    ),
    ...(logins.length > 0 ? ['', '  演示账号 · Demo logins'] : []),
    ...logins.map((login) => row(login.title, `${login.account} / ${login.password}   ${login.address}`)),
    '',
    '  The customer app is built in the background; its address says when it is ready.',
    '  Stop with Ctrl-C.',
    '',
  ]
  console.log(lines.join('\n'))
}

function row(label: string, value: string): string {
  return `  ${label}${' '.repeat(Math.max(2, 30 - width(label)))}${value}`
}

/** Chinese characters take two columns of a terminal. */
function width(text: string): number {
  return Array.from(text).reduce((sum, letter) => sum + (/[\u2e80-\uffef]/.test(letter) ? 2 : 1), 0)
}
