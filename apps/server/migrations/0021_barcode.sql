-- Paying by the code on a customer's phone, and the rest of both channels.
alter table payment_attempt drop constraint payment_attempt_method_check;
alter table payment_attempt add constraint payment_attempt_method_check
  check (method in ('wechat-mini-program', 'wechat-jsapi', 'wechat-h5', 'wechat-native', 'wechat-app',
    'wechat-barcode', 'wechat-codepay', 'alipay-wap', 'alipay-page', 'alipay-jsapi', 'alipay-app',
    'alipay-barcode', 'alipay-precreate')) not valid;


-- How often the channel was asked to take the payment back, counted before each call. From the first on, no news of a
-- success is booked any more: the channel may already have returned the money.
alter table payment_attempt add column reversals integer not null default 0 check (reversals >= 0);

-- One code at a time: a second one would be a second payment. What is being taken back is in nobody's way.
create unique index payment_attempt_one_code on payment_attempt (merchant_id, order_id)
  where method in ('wechat-barcode', 'wechat-codepay', 'alipay-barcode') and state in ('created', 'paying')
    and reversals = 0;
