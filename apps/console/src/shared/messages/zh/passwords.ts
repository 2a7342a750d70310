export const passwords = {
  title: '临时密码',
  hint: '只显示这一次。请当面或用可靠的方式交给本人，第一次登录时必须修改。',
  person: '姓名',
  loginName: '登录名',
  password: '临时密码',
  copyAll: '复制登录信息',
  done: '已交给本人',
  text: '登录名：{loginName}\n临时密码：{password}\n首次登录后请修改密码。',
} as const
