import { expect, test } from 'vitest'
import { checkSubscribeFields, fitThing } from './subscribe-fields.ts'

test.each([
  ['thing1', '十次游泳卡'],
  ['number2', '9'],
  ['number2', '-1.5'],
  ['letter3', 'ABC'],
  ['character_string4', 'M00001-ABC'],
  ['time5', '15:01'],
  ['time5', '2026年11月20日 15:01'],
  ['time5', '2026-11-20 15:01:02'],
  ['date6', '2026年11月20日'],
  ['date6', '2026-11-20 15:01'],
  ['amount7', '¥100.00'],
  ['amount7', '100元'],
  ['phone_number8', '+86-10-1234567'],
  ['car_number9', '粤A8Z888挂'],
  ['name10', '王小明'],
  ['phrase11', '已核销'],
])('%s takes %s', (field, value) => {
  expect(checkSubscribeFields({ [field]: value })).toEqual([])
})

test.each([
  ['thing1', '', 'empty'],
  ['thing1', '  ', 'empty'],
  ['thing1', '一二三四五六七八九十一二三四五六七八九十一', 'wrong_format'],
  ['thing1', '两\n行', 'wrong_format'],
  ['number2', '９', 'wrong_format'],
  ['letter3', '字', 'wrong_format'],
  ['character_string4', '号', 'wrong_format'],
  ['time5', '下午三点', 'wrong_format'],
  ['amount7', '一百元', 'wrong_format'],
  ['phrase11', '已经核销完毕', 'wrong_format'],
  ['phrase11', 'done', 'wrong_format'],
  ['thing', '无编号', 'unknown_kind'],
  ['constructor1', 'x', 'unknown_kind'],
])('%s refuses %j: %s', (field, value, problem) => {
  expect(checkSubscribeFields({ [field]: value })).toEqual([{ field, problem }])
})

test('a long name is shortened to what a thing holds', () => {
  const short = fitThing('一二三四五六七八九十一二三四五六七八九十一')
  expect(short).toBe('一二三四五六七八九十一二三四五六七八九…')
  expect(checkSubscribeFields({ thing1: short })).toEqual([])
})
