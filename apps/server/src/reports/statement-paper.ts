import type { Readable } from 'node:stream'
import { businessDay } from '../kernel/clock.ts'
import { fenToYuan } from '../kernel/money.ts'
import type { Fen } from '../kernel/money.ts'
import { writePaper } from '../files/paper.ts'
import type { PaperRow } from '../files/paper.ts'
import { writeSheet } from '../files/sheet.ts'
import type { Cell } from '../files/sheet.ts'
import type { StatementView } from './statement-detail.ts'

const periods = { day: '日结', week: '周结', month: '月结' }
const states = { open: '待确认', confirmed: '已确认', paid: '已付清', carried: '已结转下期' }
const groupNames = {
  consumption: '核销释放',
  sales: '单次销售',
  refund: '退款',
  'own-inflow': '顾客直接付给商户',
  'own-refund': '商户直接退款',
  'channel-fee': '渠道手续费',
  'operator-fee': '平台服务费',
  commission: '佣金',
  sharing: '分账',
  margin: '保证金',
  withdrawal: '提现',
  other: '其他',
}

/** ¥ with thousands apart, as people read it. */
export function yuan(amount: Fen | bigint): string {
  const [whole = '', cents = ''] = fenToYuan(amount as Fen).split('.')
  return `¥${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${cents}`.replace('¥-', '-¥')
}

const figureNames = {
  salesFen: '销售收款',
  consumedFen: '核销释放',
  refundsFen: '退款',
  channelFeesFen: '渠道手续费',
  commissionFen: '佣金',
  marginFen: '保证金',
  operatorFeesFen: '平台服务费（本期入账）',
  subsidiesFen: '平台补贴',
  withdrawnFen: '提现',
}

/** The statement as a document to sign and to file. */
export function statementPaper(view: StatementView, at: Date): Readable {
  const days = `${view.firstDay} 至 ${view.lastDay}`
  return writePaper({
    title: '商户结算单',
    subtitle: `${view.merchantName} · ${days}`,
    at,
    footer: `结算单 ${view.number} · 打印于 ${businessDay(at)} · 全部数字来自复式账簿`,
    parts: [
      {
        kind: 'facts',
        rows: [
          ['结算单号', view.number],
          ['结算周期', `${periods[view.period]}（${days}）`],
          ['状态', states[view.state]],
          ['确认', view.confirmedAt ? `${view.confirmedBy ?? ''} ${businessDay(view.confirmedAt)}` : '—'],
        ],
      },
      {
        kind: 'grid',
        title: '本期概况（元）',
        heads: ['项目', '金额'],
        rows: Object.entries(figureNames).map(([name, title]) => [
          title,
          yuan(view.figures[name as keyof typeof figureNames]),
        ]),
      },
      { kind: 'table', title: '商户自有资金', rows: moneyRows(view) },
      { kind: 'table', title: '预付资金（顾客卡内本金）', rows: prepaidRows(view) },
      {
        kind: 'grid',
        title: '各类账户余额（元）',
        heads: ['账户', '期初', '借方', '贷方', '期末'],
        rows: view.balances.map(({ name, openingFen, debitedFen, creditedFen, closingFen }) => [
          name,
          ...[openingFen, debitedFen, creditedFen, closingFen].map((sum) => yuan(sum)),
        ]),
      },
      { kind: 'note', text: feeNote(view) },
    ],
  })
}

function moneyRows({ openingFen, closingFen, lines }: StatementView): PaperRow[] {
  return [
    { label: '期初余额', value: yuan(openingFen), strong: true },
    ...lines.map(({ group, kindName, transfers, changeFen }) => ({
      label: `${groupNames[group]} · ${kindName}`,
      note: `${transfers} 笔`,
      value: yuan(changeFen),
    })),
    { label: '期末余额', value: yuan(closingFen), strong: true },
  ]
}

function prepaidRows({ prepaid }: StatementView): PaperRow[] {
  return [
    { label: '期初余额', value: yuan(prepaid.openingFen), strong: true },
    ...prepaid.lines.map(({ kindName, transfers, changeFen }) => ({
      label: kindName,
      note: `${transfers} 笔`,
      value: yuan(changeFen),
    })),
    { label: '期末余额', value: yuan(prepaid.closingFen), strong: true },
  ]
}

function feeNote({ feeFen, feeBaseFen, feeBasisPoints }: StatementView): string {
  const rate = `${(feeBasisPoints / 100).toFixed(2)}%`
  return `本期平台服务费：代收净额 ${yuan(feeBaseFen)} × ${rate} = ${yuan(feeFen)}，于出单时入账，体现在下期变动中。`
}

type SheetRow = { part: string; item: string; kind: string; transfers: number | null; sum: bigint | null }

/** The same, line by line, to calculate with. */
export function statementSheet(view: StatementView): Readable {
  const one = (part: string, item: string, sum: bigint): SheetRow => ({
    part,
    item,
    kind: '',
    transfers: null,
    sum,
  })
  const lined = (part: string, lines: StatementView['lines']): SheetRow[] =>
    lines.map(({ group, kindName, transfers, changeFen }) => ({
      part,
      item: part === '预付资金' ? kindName : groupNames[group],
      kind: kindName,
      transfers: Number(transfers),
      sum: changeFen,
    }))
  const rows: SheetRow[] = [
    ...Object.entries(figureNames).map(([name, title]) =>
      one('本期概况', title, view.figures[name as keyof typeof figureNames]),
    ),
    one('自有资金', '期初余额', view.openingFen),
    ...lined('自有资金', view.lines),
    one('自有资金', '期末余额', view.closingFen),
    one('预付资金', '期初余额', view.prepaid.openingFen),
    ...lined('预付资金', view.prepaid.lines),
    one('预付资金', '期末余额', view.prepaid.closingFen),
    ...view.balances.flatMap(({ name, openingFen, closingFen }) => [
      one('账户余额', `${name} 期初`, openingFen),
      one('账户余额', `${name} 期末`, closingFen),
    ]),
  ]
  const text = (value: string): Cell => ({ text: value })
  return writeSheet({
    name: `结算单 ${view.number}`,
    rows,
    columns: [
      { title: '部分', width: 12, of: ({ part }) => text(part) },
      { title: '项目', width: 28, of: ({ item }) => text(item) },
      { title: '分录类型', width: 28, of: ({ kind }) => text(kind) },
      {
        title: '笔数',
        width: 8,
        of: ({ transfers }) => (transfers === null ? undefined : { count: transfers }),
      },
      { title: '金额（元）', width: 16, of: ({ sum }) => (sum === null ? undefined : { fen: sum }) },
    ],
  })
}
