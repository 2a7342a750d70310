import { cutToCharacters, oneLine } from '../text-length.ts'

/** The values of a subscribe message by field name, such as `thing1` or `amount3`. */
export type SubscribeFields = Readonly<Record<string, string>>

export type FieldProblem = { field: string; problem: 'empty' | 'unknown_kind' | 'wrong_format' }

const day = '\\d{4}年\\d{1,2}月\\d{1,2}日|\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}'
const clock = '\\d{1,2}:\\d{2}(?::\\d{2})?'

/**
 * WeChat's "parameter value limits" for subscribe messages; a value outside them fails the whole message.
 */
const formats: Readonly<Record<string, RegExp>> = {
  thing: /^.{1,20}$/u,
  number: /^-?\d{1,32}(?:\.\d{1,30})?$/,
  letter: /^[A-Za-z]{1,32}$/,
  symbol: /^[\p{P}\p{S}]{1,5}$/u,
  character_string: /^[\x20-\x7e]{1,32}$/,
  time: new RegExp(`^(?:(?:${day})\\s?)?${clock}(?:\\s?[~-]\\s?(?:(?:${day})\\s?)?${clock})?$`),
  date: new RegExp(`^(?:${day})(?:\\s?${clock})?(?:\\s?[~-]\\s?(?:${day})(?:\\s?${clock})?)?$`),
  amount: /^[¥￥$€£]?-?\d{1,10}(?:\.\d{1,2})?元?$/u,
  phone_number: /^[\d+\-() ]{1,17}$/,
  car_number: /^\p{Script=Han}?[A-Z0-9\p{Script=Han}·]{1,7}$/u,
  name: /^(?:[\p{Script=Han}·]{1,10}|[A-Za-z .]{1,20})$/u,
  phrase: /^\p{Script=Han}{1,5}$/u,
}

/** What WeChat would refuse with 47003, found before anything is sent; an empty list when all is well. */
export function checkSubscribeFields(fields: SubscribeFields): FieldProblem[] {
  return Object.entries(fields).flatMap(([field, value]): FieldProblem[] => {
    const format = formats[kindOf(field)]
    if (!format) return [{ field, problem: 'unknown_kind' }]
    if (value.trim() === '') return [{ field, problem: 'empty' }]
    return format.test(value) ? [] : [{ field, problem: 'wrong_format' }]
  })
}

/** Shortens a free text for a `thing` field, whose 20 characters a product's name easily exceeds. */
export function fitThing(text: string): string {
  const line = oneLine(text)
  return line.length <= 20 ? line : `${cutToCharacters(line, 19)}…`
}

function kindOf(field: string): string {
  const kind = /^([a-z_]+)\d{1,3}$/.exec(field)?.[1] ?? ''
  return Object.hasOwn(formats, kind) ? kind : ''
}
