export const stores = {
  purpose: '开单、核销和人员都落在门店上；报表也能按门店看。',
  add: '新增门店',
  edit: '修改门店',
  name: '名称',
  address: '地址',
  'address.placeholder': '省市区、街道、门牌',
  staff: '看人员',
  saved: '已保存',
  'empty.hint': '先加一家门店，再把人员分到门店。',
} as const
