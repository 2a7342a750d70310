import type { Messages } from './messages.ts'

export const accessMessages = {
  'access.login_refused': {
    zh: '登录名或密码不正确，连续错五次将锁定十五分钟',
    en: 'Wrong name or password; five failures in a row lock the login for fifteen minutes',
  },
  'access.login_locked': {
    zh: '连续输错太多次，已暂时锁定，请稍后再试或请管理员重置密码',
    en: 'Locked after too many failures; try again later, or have the password reset',
  },
  'access.not_on_platform': { zh: '此账号没有这个平台的权限', en: 'This login has no role on this platform' },
  'access.choose_merchant': { zh: '请选择要进入的商户', en: 'Choose the merchant to enter' },
  'access.must_change_password': {
    zh: '请先修改临时密码',
    en: 'Change the temporary password first',
  },
  'access.password_needed': { zh: '请再次输入密码以确认是您本人', en: 'Enter your password again to go on' },
  'access.must_set_up_second_factor': {
    zh: '您的角色要求两步验证，请先设置',
    en: 'Your role asks for a second factor; set it up first',
  },
  'access.second_factor_needed': { zh: '请输入动态验证码', en: 'Enter the code of your authenticator app' },
  'access.second_factor_refused': {
    zh: '动态验证码不正确或已用过，连续错五次将锁定十五分钟',
    en: 'The code is wrong or was used; five failures in a row lock the login for fifteen minutes',
  },
  'access.second_factor_wrong': {
    zh: '动态验证码不正确，请核对手机时间后再试',
    en: 'The code is wrong; check the clock of your phone and try again',
  },
  'access.second_factor_off': { zh: '没有开启两步验证', en: 'There is no second factor' },
  'access.second_factor_on': { zh: '两步验证已经开启', en: 'There is a second factor already' },
  'access.second_factor_required': {
    zh: '您的角色要求两步验证，不能关闭',
    en: 'Your role asks for a second factor; it cannot be turned off',
  },
  'access.password_wrong': { zh: '当前密码不正确', en: 'The current password is wrong' },
  'access.password_too_simple': {
    zh: '密码太简单：请避免登录名、常见密码和重复字符',
    en: 'Too simple: avoid the login name, common passwords and repeated letters',
  },
  'access.password_unchanged': { zh: '新密码与当前密码相同', en: 'The new password is the current one' },
  'access.session_not_found': { zh: '没有找到这个登录', en: 'No such session' },
  'access.login_name_taken': { zh: '登录名已被使用', en: 'This login name is taken' },
  'access.code_wrong': { zh: '验证码不正确', en: 'The code is wrong' },
  'access.code_expired': {
    zh: '验证码已失效，请重新获取',
    en: 'The code is no longer valid; ask for a new one',
  },
  'access.code_too_soon': { zh: '刚刚发送过，请稍候再试', en: 'A code was just sent; wait a moment' },
  'access.code_not_sent': { zh: '短信没有发出，请稍后再试', en: 'The message was not sent; try again later' },
  'access.auth_code_refused': {
    zh: '授权已失效，请重新进入',
    en: 'The authorisation is not valid; enter again',
  },
  'access.channel_unavailable': {
    zh: '微信或支付宝暂时没有回应，请稍后再试',
    en: 'WeChat or Alipay does not answer; try again later',
  },
  'access.oauth_state_wrong': {
    zh: '授权与本浏览器不符或已过期，请重新进入',
    en: 'The authorisation does not belong to this browser, or is too old; enter again',
  },
  'access.return_not_allowed': { zh: '返回地址不在本站', en: 'The return address is not on this site' },
  'access.mobile_bound': { zh: '已绑定其他手机号', en: 'Another mobile is bound already' },
  'merchant.type_unknown': { zh: '没有这种商户类型', en: 'No such merchant type' },
  'merchant.not_found': { zh: '没有找到商户', en: 'No such merchant' },
  'shop.not_found': { zh: '没有找到这家店', en: 'No such shop' },
  'staff.not_found': { zh: '没有找到这个人员', en: 'No such person' },
  'staff.has_left': { zh: '此人已离职', en: 'This person has left' },
  'staff.is_active': { zh: '此人在职', en: 'This person has not left' },
  'staff.not_oneself': { zh: '不能对自己这样做', en: 'Not to oneself' },
  'staff.login_shared': {
    zh: '此账号也在其他商户使用，请本人修改密码',
    en: 'This login is used elsewhere too; the person must change the password',
  },
  'role.head_fixed': {
    zh: '第一个角色必须保留管理人员与角色的权限',
    en: 'The first role must keep what administration needs',
  },
  'staff.last_administrator': {
    zh: '至少要留一位既能编辑人员又能编辑角色的在职人员',
    en: 'Somebody who may edit staff and roles must remain',
  },
  'role.not_found': { zh: '没有找到这个角色', en: 'No such role' },
  'role.name_taken': { zh: '已有同名角色', en: 'There is a role of this name' },
  'role.in_use': { zh: '还有人员属于这个角色', en: 'People still have this role' },
  'role.preset_fixed': {
    zh: '预设角色由平台维护，请新建一个角色',
    en: 'A preset role cannot be changed; add one',
  },
  'role.permission_unknown': { zh: '没有这种权限', en: 'No such permission' },
  'role.beyond_own': {
    zh: '不能给出自己没有的权限或更大的范围',
    en: 'You cannot give a permission or a scope that you lack',
  },
  'role.template_not_found': { zh: '没有找到角色模板', en: 'No such role template' },
  'role.platform_not_found': { zh: '没有这个平台', en: 'No such platform' },
  'store.not_found': { zh: '没有找到门店', en: 'No such store' },
  'store.name_taken': { zh: '已有同名门店', en: 'There is a store of this name' },
  'customer.not_found': { zh: '没有找到用户', en: 'No such customer' },
} satisfies Messages
