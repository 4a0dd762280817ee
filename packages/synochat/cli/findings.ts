import { type ExitCode, exitCodes } from './exit.ts';
import { harmless } from './harmless.ts';
import type { Output } from './output.ts';

/** One line of what the doctor found. */
export interface Finding {
  /** What was looked at. */
  readonly check:
    | 'address'
    | 'proxy'
    | 'name'
    | 'connection'
    | 'certificate'
    | 'chat'
    | 'token'
    | 'port'
    | 'entered'
    | 'arrival';
  /** `later`: a problem that may pass by itself. `unsure`: nothing is wrong as far as can be told. */
  readonly result: 'ok' | 'unsure' | 'problem' | 'later';
  readonly text: string;
  /** What to do. */
  readonly advice?: string | undefined;
  /** The certificate to trust, as PEM text. */
  readonly certificate?: string | undefined;
}

export function isProblem({ result }: Finding): boolean {
  return result === 'problem' || result === 'later';
}

/** Shows a finding as soon as it is there. */
export function showFinding({ check, result, text, advice, certificate }: Finding, output: Output): void {
  const mark = output.style(colours[result], marks[result].padEnd(7));
  output.line(`${mark}  ${check.padEnd(11)}  ${harmless(text)}`);
  const margin = ' '.repeat(22);
  for (const line of advice?.split('\n') ?? []) output.line(`${margin}${harmless(line)}`);
  if (certificate !== undefined) output.line(`\n${certificate}`);
}

export function findingsExitCode(findings: readonly Finding[]): ExitCode {
  const problems = findings.filter(isProblem);
  if (problems.length === 0) return exitCodes.done;
  if (problems.some(({ check }) => check === 'address')) return exitCodes.usage;
  return problems.every(({ result }) => result === 'later') ? exitCodes.later : exitCodes.failed;
}

const marks = { ok: 'ok', unsure: 'unsure', problem: 'PROBLEM', later: 'PROBLEM' } as const;
const colours = { ok: 'green', unsure: 'yellow', problem: 'red', later: 'red' } as const;
