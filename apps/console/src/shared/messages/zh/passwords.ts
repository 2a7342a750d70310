export const passwords = {
  title: '临时密码',
  hint: '只显示这一次。请当面或用可靠的方式交给本人，第一次登录时必须修改。',
  person: '姓名',
  loginName: '登录名',
  password: '临时密码',
  copyAll: '复制登录信息',
  done: '已交给本人',
  text: '登录名：{loginName}\n临时密码：{password}\n首次登录后请修改密码。',
  'again.title': '再次验证密码',
  'again.hint': '这一步涉及资金或权限，请再输入一次登录密码。五分钟内不再询问。',
  'again.label': '登录密码',
  'again.confirm': '验证并继续',
} as const
