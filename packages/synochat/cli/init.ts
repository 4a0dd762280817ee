import { UsageError } from '@synochat/command-line';
import { askAddresses } from './ask.ts';
import { configurationPath } from './configuration.ts';
import type { Context } from './context.ts';
import { examine } from './doctor.ts';
import { type ExitCode, exitCodes } from './exit.ts';
import { type Finding, findingsExitCode, showFinding } from './findings.ts';
import { checkAddressName } from './name.ts';
import { type NewAddress, placeOf, saveAddresses } from './save.ts';

/** Asks for addresses, or takes the addresses of flags and variables, checks each and saves all in the configuration. */
export async function init(context: Context): Promise<ExitCode> {
  const { flags, output, stdin } = context;
  const path = flags.config ?? configurationPath(process.env);
  const isAsked = stdin.isTTY && flags.webhook === undefined && flags.bot === undefined;
  const findings: Finding[] = [];
  const check = async (entry: NewAddress): Promise<ExitCode> => {
    const ownFindings: Finding[] = [];
    for await (const finding of examine(entry.kind, { value: entry.url, from: 'the input' }, context)) {
      ownFindings.push(finding);
      showFinding(finding, output);
    }
    findings.push(...ownFindings);
    return findingsExitCode(ownFindings);
  };
  const entries = isAsked ? await askAddresses(context, check) : readNewAddresses(context);
  if (!isAsked)
    for (const entry of entries) {
      const code = await check(entry);
      if (code === exitCodes.done) continue;
      output.data({ ok: false, findings });
      output.problem(`Nothing was saved: correct ${placeOf(entry)} first`);
      return code;
    }
  if (entries.length === 0) {
    output.note('Nothing was saved: no address was entered.');
    return exitCodes.done;
  }
  saveAddresses(path, entries);
  output.data({ ok: true, path, saved: entries.map(placeOf), findings });
  output.line(`Saved in ${path}: ${entries.map(placeOf).join(', ')}`);
  return exitCodes.done;
}

/** Returns the addresses of flags and variables. Throws a `UsageError` if there is no address or if the name is invalid. */
function readNewAddresses({ flags, settings }: Context): readonly NewAddress[] {
  const { name } = flags;
  if (name !== undefined) checkAddressName(name, '--name');
  const entries = (['webhook', 'bot'] as const).flatMap((kind) => {
    const setting = settings.read(kind);
    const isNew = setting && (setting.from === `--${kind}` || setting.from.startsWith('SYNOCHAT_'));
    return isNew ? [{ kind, name, url: setting.value }] : [];
  });
  if (entries.length > 0) return entries;
  throw new UsageError(
    'No address is set: run synochat init at a terminal, or set SYNOCHAT_WEBHOOK or SYNOCHAT_BOT, or pass --webhook or --bot',
  );
}
