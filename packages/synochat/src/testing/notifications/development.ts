import type { Sample } from './sample.ts';

export const development: readonly Sample[] = [
  {
    tool: 'Gitea push',
    source: 'go-gitea/gitea@098d046d5d services/webhook/slack.go',
    format: 'slack',
    json: {
      channel: '#dev',
      text: '[<https://git.example/ada/shop|ada/shop>:<https://git.example/ada/shop/src/branch/main|main>] <https://git.example/ada/shop/compare/aaaaaaa...bbbbbbb|2 new commits> pushed by ada',
      username: 'gitea',
      icon_url: '',
      unfurl_links: 0,
      link_names: 0,
      attachments: [
        {
          fallback: '',
          color: '#1ac600',
          title: 'https://git.example/ada/shop',
          title_link: 'https://git.example/ada/shop',
          text: '<https://git.example/ada/shop/commit/aaaaaaa1|aaaaaaa>: fix: a &lt; b &amp;&amp; c - Ada\n<https://git.example/ada/shop/commit/bbbbbbb2|bbbbbbb>: docs - Ada',
        },
      ],
    },
    reads: [
      '🟢 [<https://git.example/ada/shop|ada/shop>:<https://git.example/ada/shop/src/branch/main|main>] <https://git.example/ada/shop/compare/aaaaaaa...bbbbbbb|2 new commits> pushed by ada',
      '<https://git.example/ada/shop>',
      '<https://git.example/ada/shop/commit/aaaaaaa1|aaaaaaa>: fix: a <\u200b b && c - Ada',
      '<https://git.example/ada/shop/commit/bbbbbbb2|bbbbbbb>: docs - Ada',
    ],
  },
  {
    tool: 'Gitea issue',
    source: 'go-gitea/gitea@098d046d5d services/webhook/slack.go',
    format: 'slack',
    json: {
      channel: '#dev',
      text: '[<https://git.example/ada/shop|ada/shop>] Issue opened: <https://git.example/ada/shop/issues/7|#7 Cart &lt;b&gt; breaks> by <https://git.example/ada|ada>',
      username: 'gitea',
      icon_url: '',
      unfurl_links: 0,
      link_names: 0,
      attachments: [
        {
          fallback: '',
          color: 'eb6420',
          title: '#7 Cart &lt;b&gt; breaks',
          title_link: 'https://git.example/ada/shop/issues/7',
          text: 'Steps:\r\n1. open **cart**\r\n2. click `pay`',
        },
      ],
    },
    reads: [
      '🟠 [<https://git.example/ada/shop|ada/shop>] Issue opened: <https://git.example/ada/shop/issues/7|#7 Cart <\u200bb› breaks> by <https://git.example/ada|ada>',
      '<https://git.example/ada/shop/issues/7|#7 Cart <\u200bb› breaks>',
      'Steps:',
      '1. open *cart*',
      '2. click `pay`',
    ],
  },
  {
    tool: 'Flux',
    source: 'fluxcd/notification-controller@2e46958a67 internal/notifier/slack.go',
    format: 'slack',
    json: {
      channel: 'ops',
      username: 'kustomize-controller',
      icon_url: '',
      icon_emoji: '',
      attachments: [
        {
          fallback: 'kustomization/apps.flux-system: Reconciliation finished',
          color: 'good',
          author_name: 'kustomization/apps.flux-system',
          text: 'Reconciliation finished in 1.2s, next run in 10m0s\nservice/shop configured',
          mrkdwn_in: ['text'],
          fields: [{ title: 'revision', value: 'main@sha1:0123abcd', short: false }],
        },
      ],
    },
    reads: [
      '🟢 *kustomization/apps.flux-system*',
      'Reconciliation finished in 1.2s, next run in 10m0s',
      'service/shop configured',
      '*revision:* main@sha1:0123abcd',
    ],
  },
  {
    tool: 'GitHub Action 8398a7',
    source: '8398a7/action-slack@0206a54045 src/client.ts',
    format: 'slack',
    json: {
      text: '<!here> :no_entry: Failed GitHub Actions\n',
      username: 'ci',
      icon_emoji: ':octocat:',
      icon_url: '',
      channel: '',
      attachments: [
        {
          color: 'danger',
          author_name: '',
          fields: [
            { title: 'repo', value: '<https://github.com/ada/shop|ada/shop>', short: true },
            { title: 'author', value: 'Ada<ada@example.com>', short: true },
          ],
        },
      ],
    },
    reads: [
      '🔴 @here :no_entry: Failed GitHub Actions',
      '*repo:* <https://github.com/ada/shop|ada/shop>',
      '*author:* Ada<\u200bada@example.com>',
    ],
  },
  {
    tool: 'GitLab pipeline',
    source:
      'gitlabhq/gitlabhq@35e8389fe2 concerns/integrations/slack_mattermost_notifier.rb, 05f0ebba3a chat_message/pipeline_message.rb',
    format: 'slack',
    form: {
      payload:
        '{"channel":"#ci","username":"GitLab","fallback":"<https://gitlab.example/ada/shop|shop>: Pipeline <https://gitlab.example/ada/shop/-/pipelines/9|#9> of branch <https://gitlab.example/ada/shop/-/commits/main|main> by Ada (ada) has failed in 01:02","attachments":[{"fallback":"shop: Pipeline #9","color":"danger","author_name":"Ada (ada)","author_icon":"https://gitlab.example/a.png","author_link":"https://gitlab.example/ada","title":"Pipeline #9 has failed in 01:02","title_link":"https://gitlab.example/ada/shop/-/pipelines/9/failures","fields":[{"title":"Branch","value":"<https://gitlab.example/ada/shop/-/commits/main|main>","short":true},{"title":"Commit","value":"<https://gitlab.example/ada/shop/-/commit/0a|fix: x & y>","short":true},{"title":"Failed job","value":"<https://gitlab.example/ada/shop/-/jobs/3|test>","short":true}],"footer":"shop","footer_icon":null,"ts":1790000000}]}',
    },
    reads: [
      '🔴 <https://gitlab.example/ada/shop|shop>: Pipeline <https://gitlab.example/ada/shop/-/pipelines/9|#9> of branch <https://gitlab.example/ada/shop/-/commits/main|main> by Ada (ada) has failed in 01:02',
      '<https://gitlab.example/ada|Ada (ada)>',
      '<https://gitlab.example/ada/shop/-/pipelines/9/failures|Pipeline #9 has failed in 01:02>',
      '*Branch:* <https://gitlab.example/ada/shop/-/commits/main|main>',
      '*Commit:* <https://gitlab.example/ada/shop/-/commit/0a|fix: x & y>',
      '*Failed job:* <https://gitlab.example/ada/shop/-/jobs/3|test>',
      '_shop_',
    ],
  },
  {
    tool: 'Argo CD',
    source: 'argoproj/notifications-engine@056d5494f9 docs/services/slack.md',
    format: 'slack',
    json: {
      text: 'Application shop sync is Synced.\nApplication details: https://argocd.example/applications/shop.',
      attachments: [
        {
          title: 'shop',
          title_link: 'https://argocd.example/applications/shop',
          color: '#18be52',
          fields: [
            { title: 'Sync Status', value: 'Synced', short: true },
            { title: 'Repository', value: 'https://git.example/ada/shop.git', short: true },
          ],
        },
      ],
    },
    reads: [
      '🟢 Application shop sync is Synced.',
      'Application details: https://argocd.example/applications/shop.',
      '',
      '<https://argocd.example/applications/shop|shop>',
      '*Sync Status:* Synced',
      '*Repository:* https://git.example/ada/shop.git',
    ],
  },
];
