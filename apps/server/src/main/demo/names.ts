import type { Dice } from './dice.ts'

const surnames =
  '王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高罗郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余叶杜苏魏程吕丁沈任姚卢'
const single = '伟芳娜敏静丽强磊军洋勇艳杰娟涛超明霞平刚桂鹏辉玲丹萍红琳婷浩宇晨轩阳鑫雪倩颖梅莉瑶蕾琪'
const first = '子梓雨思佳嘉欣晓文志建国海俊博天一若诗宇浩泽书安心语乐'
const second = '涵轩怡彤杰宁萱妍豪辰然琪瑞航洋睿泽琳阳婷凡铭萌悦晴昊'

export type Identity = { name: string; mobile: string }

/** People whose names differ, with mobiles of a block that no operator has given out. */
export function makeIdentities(dice: Dice, count: number, block: number): Identity[] {
  const names = new Set<string>()
  while (names.size < count) {
    const given = dice.chance(0.35)
      ? dice.pick(Array.from(single))
      : dice.pick(Array.from(first)) + dice.pick(Array.from(second))
    names.add(dice.pick(Array.from(surnames)) + given)
  }
  return [...names].map((name, index) => ({ name, mobile: mobileOf(block, index) }))
}

/** Easy to type, and different in the last four digits, which is all that most screens show. */
function mobileOf(block: number, index: number): string {
  return `1380000${String(block * 1000 + 100 + index).padStart(4, '0')}`
}
