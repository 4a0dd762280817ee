import type { Experiment } from './experiment.ts';
import { botMessages } from './experiments/bot-lines.ts';
import { buttons, markup, slashCommand } from './experiments/command-and-buttons.ts';
import { dryRun } from './experiments/dry-run.ts';
import { fileRules } from './experiments/file-rules.ts';
import { lateDeliveries } from './experiments/late-deliveries.ts';
import { outgoingLines } from './experiments/lines.ts';
import { pauseScope } from './experiments/pause-scope.ts';
import { channelChoice, payloadForms } from './experiments/payload-forms.ts';
import { postPause } from './experiments/post-pause.ts';
import { recipients, severalRecipients } from './experiments/recipients.ts';
import { textLength } from './experiments/text-length.ts';
import { versions } from './experiments/versions.ts';
import { wrongToken } from './experiments/wrong-token.ts';

/** The experiments in order. */
export const experiments: readonly Experiment[] = [
  ...[versions, dryRun, postPause, pauseScope, textLength, payloadForms, recipients, severalRecipients],
  ...[channelChoice, fileRules, outgoingLines, slashCommand, botMessages, buttons, markup],
  ...[lateDeliveries, wrongToken],
];

/** Switches that no survey can observe, and why. */
export const unobservable: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['faultRate411', 'faultRateStatus', 'faultStatus', 'faultRateHtml', 'faultRateDrop', 'faultRateTruncate'].map(
      (name) => [name, 'a fault of the way, not of Chat: see noise.disturbed'],
    ),
  ),
  verifyHookCertificates: 'the survey listens on http, not on https',
  uploadText: 'no file is uploaded to the bot',
};
