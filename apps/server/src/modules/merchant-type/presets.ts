import type { DocumentKind, FormField, TypeForm } from './types.ts'

const field = (group: string, key: string, label: string, more: Partial<FormField> = {}): FormField => ({
  key,
  group,
  label,
  kind: 'text',
  required: true,
  hint: '',
  example: '',
  choices: [],
  ...more,
})
const paper = (key: string, label: string, more: Partial<DocumentKind> = {}): DocumentKind => ({
  key,
  label,
  required: true,
  hint: '',
  expires: false,
  ...more,
})

const company: FormField[] = [
  field('主体信息', 'entity-kind', '主体类型', {
    kind: 'choice',
    choices: ['企业', '个体工商户', '民办非企业'],
  }),
  field('主体信息', 'entity-name', '主体名称', { hint: '与营业执照一致', example: '杭州蓝湾体育有限公司' }),
  field('主体信息', 'license-number', '统一社会信用代码', {
    kind: 'license-number',
    hint: '营业执照上的 18 位代码',
  }),
  field('主体信息', 'address', '经营地址', { hint: '与营业执照一致' }),
  field('主体信息', 'founded-on', '成立日期', { kind: 'date', required: false }),
  field('法定代表人', 'legal-name', '姓名'),
  field('法定代表人', 'legal-id-number', '身份证号', { kind: 'id-number' }),
  field('法定代表人', 'legal-mobile', '手机号', { kind: 'mobile' }),
  field('结算账户', 'bank-holder', '开户名', { hint: '与主体名称一致；个体工商户可填经营者姓名' }),
  field('结算账户', 'bank-name', '开户银行', { example: '中国工商银行杭州西湖支行' }),
  field('结算账户', 'bank-account', '银行账号', { kind: 'bank-account' }),
]

/** What WeChat asks for when an AppID of a mini-program is applied for. */
const miniProgram: FormField[] = [
  field('小程序申请', 'mini-name', '小程序名称', {
    hint: '4–30 个字符，不能与已有的重名',
    example: '蓝湾游泳',
  }),
  field('小程序申请', 'mini-purpose', '小程序简介', {
    kind: 'long-text',
    hint: '4–120 个字，说明提供什么服务',
  }),
  field('小程序申请', 'mini-category', '服务类目', { example: '体育 > 体育场馆服务' }),
  field('小程序申请', 'mini-mail', '注册邮箱', { hint: '没有注册过公众号、小程序的邮箱' }),
  field('小程序申请', 'admin-name', '管理员姓名'),
  field('小程序申请', 'admin-id-number', '管理员身份证号', { kind: 'id-number' }),
  field('小程序申请', 'admin-mobile', '管理员手机号', { kind: 'mobile', hint: '须能用微信扫码' }),
]

const papers: DocumentKind[] = [
  paper('license', '营业执照', { hint: '原件照片或扫描件，四角完整', expires: true }),
  paper('legal-id-front', '法定代表人身份证（人像面）'),
  paper('legal-id-back', '法定代表人身份证（国徽面）', { expires: true }),
  paper('shop-front', '门店照片', { hint: '看得清招牌' }),
  paper('mini-icon', '小程序头像', { required: false, hint: '正方形 PNG，不小于 144 像素' }),
]

/** What the four types of the first release ask for; the operator changes it afterwards. */
export const presets: Readonly<Record<string, TypeForm>> = {
  sports: {
    summary: '游泳、滑冰、健身、舞蹈等，卖次卡、期限卡和储值卡。',
    form: [...company, field('经营情况', 'area', '场馆面积（平方米）', { kind: 'number' }), ...miniProgram],
    documents: [
      ...papers,
      paper('sports-permit', '高危险性体育项目经营许可证', {
        required: false,
        hint: '游泳、滑雪、潜水、攀岩须提供',
        expires: true,
      }),
    ],
  },
  school: {
    summary: '培训学校和课程机构，卖课时与学习卡。',
    form: [
      ...company,
      field('办学情况', 'subjects', '培训内容', { kind: 'long-text', example: '少儿英语、编程' }),
      field('办学情况', 'students', '在读人数', { kind: 'number', required: false }),
      ...miniProgram,
    ],
    documents: [...papers, paper('school-permit', '办学许可证', { expires: true })],
  },
  food: {
    summary: '面馆、饮品、餐厅，点餐和储值。',
    form: [
      ...company,
      field('经营情况', 'dining', '经营方式', { kind: 'choice', choices: ['堂食', '外带', '堂食和外带'] }),
      ...miniProgram,
    ],
    documents: [...papers, paper('food-permit', '食品经营许可证', { expires: true })],
  },
  'e-bike': {
    summary: '电动车销售、租赁、换电和维修。',
    form: [
      ...company,
      field('经营情况', 'vehicles', '车辆数', { kind: 'number' }),
      field('经营情况', 'swapping', '是否换电', { kind: 'choice', choices: ['是', '否'] }),
      ...miniProgram,
    ],
    documents: [...papers, paper('insurance', '车辆保险单', { required: false, expires: true })],
  },
}
