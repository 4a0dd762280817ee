import { describe, expect, it } from 'vitest';
import { toChatMarkup } from './markup.ts';

describe("Slack's mrkdwn in Chat's markup", () => {
  it.each([
    ['*b* _i_ ~s~ `c`\n> q', '*b* _i_ ~s~ `c`\n> q'],
    ['**b** and **c**', '*b* and *c*'],
    ['***b***', '*b*'],
    ['* one\n  * two', '• one\n  • two'],
    ['<https://a.example/x|label>', '<https://a.example/x|label>'],
    ['<https://a.example/x | label >', '<https://a.example/x|label>'],
    ['<https://a.example/?a=1&amp;b=2|a &amp; b>', '<https://a.example/?a=1&b=2|a & b>'],
    ['<https://a.example>', '<https://a.example>'],
    ['<https://a.example/c|`abc1`> - `x`', '<https://a.example/c|abc1> - `x`'],
    ['<https://a.example|https://a.example>', '<https://a.example>'],
    ['a &lt; b &gt; c &amp;&amp; d &amp;lt;', 'a <\u200b b > c && d &lt;'],
    ['<@U1|ada> <@U2> <#C1|general> <#C2>', '@ada @U2 #general #C2'],
    ['<!here> <!channel|channel> <!everyone>', '@here @channel @everyone'],
    ['<!subteam^S1|@ops> <!subteam^S2>', '@ops @S2'],
    ['<!date^1790000000^{date_num}|2026-09-21> <!date^1^f^https://a.example|then>', '2026-09-21 then'],
    ['<mailto:ada@a.example|Ada> <mailto:ada@a.example>', 'Ada ada@a.example'],
    ['Ada<ada@a.example>', 'Ada<\u200bada@a.example>'],
    [
      '<tel:1|call> <!unknown> <javascript:alert(1)|x>',
      '<\u200btel:1|call> <\u200b!unknown> <\u200bjavascript:alert(1)|x>',
    ],
    ['`a < b` and `<b>` and `&lt;`', '`a < b` and `<b>` and `<`'],
    [
      '`<https://a.example|log>` `<https://a.example>` `<!here>`',
      '`log (https://a.example)` `https://a.example` `@here`',
    ],
    ['```yaml\na: b\n```', '```yaml\na: b\n```'],
    ['[the log](https://a.example/7) and a[i](x)', '<https://a.example/7|the log> and a[i](x)'],
    ['```\n**a** <x> <!channel>\n```', '```\n**a** <x> @channel\n```'],
    ['| <https://a.example|log> | <@U1|ada> |', '<https://a.example|log> · @ada'],
    ['|<https://a.example|@all >|', '<https://a.example|@all>'],
  ])('%j is %j', (mrkdwn, markup) => {
    expect(toChatMarkup(mrkdwn, 'mrkdwn')).toBe(markup);
  });

  it.each([
    ['<http://evil.example|https://bank.example>', 'https://bank.example (<http://evil.example>)'],
    ['<http://evil.example|see www.bank.example>', 'see www.bank.example (<http://evil.example>)'],
    ['<http://evil.example|bank.example/login>', 'bank.example/login (<http://evil.example>)'],
    ['<http://evil.example|h\u200dttps://bank.example>', 'h\u200dttps://bank.example (<http://evil.example>)'],
    ['<http://evil.example|ｂank.example>', 'ｂank.example (<http://evil.example>)'],
    [
      '<http://bank.example@evil.example|https://bank.example>',
      'https://bank.example (<http://bank.example@evil.example>)',
    ],
    [
      '<http://evil.example|https://evil.example https://bank.example>',
      'https://evil.example https://bank.example (<http://evil.example>)',
    ],
    ['<http://evil.example|Log in: bank.example>', 'Log in: bank.example (<http://evil.example>)'],
    ['<http://evil.example|https://bank.example@login>', 'https://bank.example@login (<http://evil.example>)'],
    ['<http://evil.example|https://192.0.2.7>', 'https://192.0.2.7 (<http://evil.example>)'],
    ['<http://evil.example|bank.example@login>', 'bank.example@login (<http://evil.example>)'],
    ['<http://evil.example|your bank (bank.example)>', 'your bank (bank.example) (<http://evil.example>)'],
    ['<http://evil.example|Log in at bank。example>', 'Log in at bank。example (<http://evil.example>)'],
    ['&lt;http://evil.example|your bank&gt;', '<\u200bhttp://evil.example|your bank>'],
    ['<http://a.example|x&gt; &lt;http://evil.example|y>', 'x> <\u200bhttp://evil.example|y (<http://a.example>)'],
  ])('%j does not pose as a link elsewhere', (mrkdwn, markup) => {
    expect(toChatMarkup(mrkdwn, 'mrkdwn')).toBe(markup);
  });

  it.each([
    ['<https://bank.example/login|bank.example>', '<https://bank.example/login|bank.example>'],
    [
      '<https://bank.example:8443/login|Log in: bank.example.>',
      '<https://bank.example:8443/login|Log in: bank.example.>',
    ],
    ['<https://ci.example/7|v1.2.3 of shop: 3 of 4.>', '<https://ci.example/7|v1.2.3 of shop: 3 of 4.>'],
    [
      '<https://www.bank.example/login|https://bank.example/login>',
      '<https://www.bank.example/login|https://bank.example/login>',
    ],
  ])('%j names its own address', (mrkdwn, markup) => {
    expect(toChatMarkup(mrkdwn, 'mrkdwn')).toBe(markup);
  });

  it('is asked of a text', () => {
    expect(() => toChatMarkup(undefined as never, 'mrkdwn')).toThrow(TypeError);
  });
});
