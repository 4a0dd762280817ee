/**
 * Words of every capture and profile: names of fields, members and headers, and fixed values. A user whose name is a
 * part of such a word is not named by the word.
 */
export const ordinaryWords: readonly string[] = [
  ...['token', 'channel_id', 'channel_type', 'channel_name', 'user_id', 'username', 'post_id', 'thread_id'],
  ...['timestamp', 'text', 'trigger_word', 'file_name', 'payload', 'actions', 'callback_id', 'user', 'type', 'button'],
  ...['name', 'value', 'style', 'green', 'grey', 'red', 'orange', 'blue', 'teal', 'default', 'bot_name', 'nickname'],
  ...['"id":', '"group":', '"title":', '"direction":', '"raw":', '"expect":', '"source":', '"certainty":', 'recorded'],
  ...['NAS→app', 'NAS → your server, recorded', 'outgoing webhook', 'slash command', 'message to a bot'],
  ...['button callback', 'probe', 'a request that is no event', 'refused', 'synochat listen --record', '/hook'],
  ...['"kind":', '"outgoing"', '"slash"', '"bot"', '"press"', 'triggerWord', 'channel', 'postId', 'threadId', 'sentAt'],
  ...['callbackId', 'fileName', 'command', 'commandText', 'args', 'words', 'rest', 'argsText', 'true', 'false', 'null'],
  ...[
    'post',
    'head',
    'http/1.1',
    'host: app.example',
    'content-type',
    'content-length',
    'user-agent',
    'accept-encoding',
  ],
  ...['accept-language', 'accept', 'connection', 'application/x-www-form-urlencoded', 'application/json', 'keep-alive'],
  ...['charset', 'utf-8', 'undici', 'gzip, deflate', 'gzip', 'deflate', 'close', 'sec-fetch-mode'],
  ...['token_missing', 'body_invalid', 'method_not_allowed', 'field_missing', 'field_invalid', 'event_unexpected'],
  ...['command_invalid', 'command_help'],
];
