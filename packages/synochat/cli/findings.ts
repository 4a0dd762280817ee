import { harmless, type Output } from '@synochat/command-line';
import { type ExitCode, exitCodes } from './exit.ts';

/** One result of `doctor`. */
export interface Finding {
  /** The subject of the check. */
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
  /** `later`: a problem which may pass without a change. `unsure`: the check proved neither a fault nor success. */
  readonly result: 'ok' | 'unsure' | 'problem' | 'later';
  readonly text: string;
  /** The next step for the user. */
  readonly advice?: string | undefined;
  /** The certificate to trust, as PEM text. */
  readonly certificate?: string | undefined;
}

/** A finding without the subject. */
export type Verdict = Omit<Finding, 'check'>;

export function isProblem({ result }: Finding): boolean {
  return result === 'problem' || result === 'later';
}

/** Prints a finding. */
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
