/** The browsers inside other apps. Some lend no camera to pages; all can hand the page to the phone's own browser. */

export type InAppBrowser = 'wechat' | 'alipay' | 'dingtalk' | 'weibo' | 'qq' | 'facebook' | 'instagram' | 'line';

/** In this order: some name others beside themselves. */
const MARKS: readonly (readonly [InAppBrowser, RegExp])[] = [
  ['wechat', /MicroMessenger/i],
  ['alipay', /AlipayClient/i],
  ['dingtalk', /DingTalk/i],
  ['weibo', /__weibo__|Weibo/i],
  // QQ's own browser calls itself MQQBrowser and is a browser like others.
  ['qq', /(^|[^A-Za-z])QQ\/\d/],
  ['instagram', /Instagram/],
  ['facebook', /FBAN|FBAV|FB_IAB/],
  ['line', /\bLine\/\d/i],
];

export function inAppBrowser(userAgent: string): InAppBrowser | null {
  return MARKS.find(([, mark]) => mark.test(userAgent))?.[0] ?? null;
}
