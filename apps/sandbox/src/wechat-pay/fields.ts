import { invalidRequest, paramError } from './refusal.ts'

export type Body = Record<string, unknown>

export type Field = {
  path: string
  label: string
  kind: 'text' | 'integer' | 'object'
  optional?: boolean
  /** Bytes of a text, value of an integer. */
  min?: number
  max?: number
  pattern?: RegExp
}

export function parseBody(text: string): Body {
  try {
    const body: unknown = JSON.parse(text)
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Body
  } catch {
    // Falls through to the refusal: the real answer does not say where the text breaks either.
  }
  throw invalidRequest('请求参数不是合法的JSON格式')
}

/** Text and numbers at a path such as /amount/total. */
export function at(body: Body, path: string): unknown {
  return path
    .slice(1)
    .split('/')
    .reduce<unknown>(
      (value, key) => (typeof value === 'object' && value !== null ? (value as Body)[key] : undefined),
      body,
    )
}

export const textAt = (body: Body, path: string): string | undefined => {
  const value = at(body, path)
  return typeof value === 'string' ? value : undefined
}

export const numberAt = (body: Body, path: string): number => Number(at(body, path))

export function checkFields(body: Body, fields: Field[]): void {
  for (const field of fields) checkField(body, field)
}

function checkField(body: Body, field: Field): void {
  const value = at(body, field.path)
  const source = `输入源“/body${field.path}”映射到`
  const refuse = (issue: string): never => {
    throw paramError(field.path, value, issue)
  }

  if (value === undefined || value === null || value === '') {
    if (field.optional === true) return
    refuse(`${source}值字段“${field.label}”必填性规则校验失败，此字段为必填项`)
  }
  if (field.kind === 'object') {
    if (typeof value !== 'object' || Array.isArray(value))
      refuse(`无法将${source}目标字段“${field.label}”中，此字段需要一个对象`)
    return
  }
  if (field.kind === 'integer') {
    if (typeof value !== 'number' || !Number.isSafeInteger(value)) {
      refuse(`无法将${source}目标字段“${field.label}”中，此字段需要一个合法的 64 位有符号整数`)
    }
    const amount = Number(value)
    const rule = `${source}数值字段“${field.label}”规则校验失败`
    if (field.min !== undefined && amount < field.min) refuse(`${rule}，值低于最小值 ${field.min}`)
    if (field.max !== undefined && amount > field.max) refuse(`${rule}，值高于最大值 ${field.max}`)
    return
  }
  if (typeof value !== 'string')
    refuse(`无法将${source}目标字段“${field.label}”中，此字段需要一个合法的字符串`)
  const text = String(value)
  const bytes = Buffer.byteLength(text)
  const rule = `${source}字符串字段“${field.label}”规则校验失败`
  if (field.min !== undefined && bytes < field.min)
    refuse(`${rule}，字节数 ${bytes}，小于最小值 ${field.min}`)
  if (field.max !== undefined && bytes > field.max)
    refuse(`${rule}，字节数 ${bytes}，大于最大值 ${field.max}`)
  if (field.pattern !== undefined && !field.pattern.test(text)) refuse(`${rule}，字符串格式不符合要求`)
}
