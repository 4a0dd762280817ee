/** A markup of tools. `mattermost` is Markdown with the references of Slack. */
export type Dialect = 'mrkdwn' | 'markdown' | 'mattermost';
