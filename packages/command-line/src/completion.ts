import type { Command, Flag, Program } from './flags.ts';

/** The shells that have a completion script. */
export const shells = ['bash', 'zsh', 'fish', 'powershell'] as const;
export type Shell = (typeof shells)[number];

/** Returns the completion script of a shell. The script holds all commands and flags, and starts no program at Tab. */
export function completionScript(shell: Shell, program: Program): string {
  const { name, commands, flags } = program;
  const entries = Object.entries(commands).map(([word, command]) => ({
    ...{ word, command },
    flags: [...command.flags, ...program.common].flatMap((flag) => (flags[flag] ? [[flag, flags[flag]] as const] : [])),
  }));
  return scripts[shell](name, entries, Object.entries(flags));
}

/** A command with all of its flags. */
interface Entry {
  readonly word: string;
  readonly command: Command;
  readonly flags: FlagEntries;
}

type FlagEntries = readonly (readonly [name: string, flag: Flag])[];

type Script = (program: string, entries: readonly Entry[], all: FlagEntries) => string;

const scripts: Readonly<Record<Shell, Script>> = { bash, zsh, fish, powershell };

function bash(program: string, entries: readonly Entry[], all: FlagEntries): string {
  const list = entries.map(({ word }) => word).join(' ');
  const values = all.flatMap(([flag, { type, file, choices }]) => {
    if (type === 'boolean') return [];
    const reply = file ? `compopt -o filenames 2>/dev/null; ${replyWith('-f')}; ` : '';
    return [`    --${flag}) ${choices ? `${replyWith(`-W "${choices.join(' ')}"`)}; ` : reply}return ;;`];
  });
  const words = entries.map(({ word, command, flags }) => {
    const offers = [...flags.map(([flag]) => `--${flag}`), ...(command.choices ?? [])];
    return `    ${word}) words="${offers.join(' ')}" ;;`;
  });
  return `_${program}() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD - 1]}" words
  COMPREPLY=()
  case "$previous" in
${values.join('\n')}
  esac
  case "\${COMP_WORDS[1]}" in
    help) words="${list}" ;;
${words.join('\n')}
  esac
  if [ "$COMP_CWORD" -eq 1 ]; then words="${list} help --help --version"; fi
  ${replyWith('-W "$words"')}
}
complete -F _${program} ${program}
`;
}

function replyWith(source: string): string {
  return `mapfile -t COMPREPLY < <(compgen ${source} -- "$current")`;
}

function zsh(program: string, entries: readonly Entry[]): string {
  const cases = entries.map(({ word, command, flags }) => {
    const specs = flags.map(([flag, { about, type, multiple, value = '', file, choices }]) => {
      const action = file ? '_files' : choices ? `(${choices.join(' ')})` : '';
      const argument = type === 'string' ? `:${escapeColons(value)}:${action}` : '';
      return quote(`${multiple ? '*' : ''}--${flag}[${escapeBrackets(about)}]${argument}`);
    });
    const words = command.choices ? [quote(`1:word:(${command.choices.join(' ')})`)] : [];
    return `    ${word}) _arguments ${[...specs, ...words].join(' ')} ;;`;
  });
  const list = entries.map(({ word, command }) => quote(`${word}:${escapeColons(command.about)}`));
  return `#compdef ${program}
_${program}() {
  local -a commands
  commands=(${list.join(' ')} 'help:explain')
  if (( CURRENT == 2 )); then _describe command commands; return; fi
  local command="\${words[2]}"
  shift words; (( CURRENT-- ))
  case "$command" in
    help) _describe command commands ;;
${cases.join('\n')}
  esac
}
compdef _${program} ${program}
`;
}

function fish(program: string, entries: readonly Entry[]): string {
  const after = (word: string) => `complete -c ${program} -n '__fish_seen_subcommand_from ${word}'`;
  const lines = entries.flatMap(({ word, command, flags }) => [
    `complete -c ${program} -n __fish_use_subcommand -a ${word} -d ${quote(command.about)}`,
    ...flags.map(([flag, { about, short, type, file, choices }]) => {
      const value = type === 'boolean' ? '' : file ? ' -r -F' : choices ? ` -x -a ${quote(choices.join(' '))}` : ' -x';
      const letter = short === undefined ? '' : ` -s ${short}`;
      return `${after(word)} -l ${flag}${letter}${value} -d ${quote(about)}`;
    }),
    ...(command.choices ? [`${after(word)} -a ${quote(command.choices.join(' '))}`] : []),
  ]);
  const list = entries.map(({ word }) => word).join(' ');
  return `${[`complete -c ${program} -f`, ...lines, `${after('help')} -a ${quote(list)}`].join('\n')}\n`;
}

function powershell(program: string, entries: readonly Entry[], all: FlagEntries): string {
  const list = (words: readonly string[]) => `@(${words.map(quoteForPowershell).join(', ')})`;
  const names = entries.map(({ word }) => word);
  const words = entries.map(({ word, command, flags }) => {
    const offers = [...flags.map(([flag]) => `--${flag}`), ...(command.choices ?? [])];
    return `    ${quoteForPowershell(word)} = ${list(offers)}`;
  });
  const values = all.flatMap(([flag, { type, choices }]) =>
    type === 'boolean' ? [] : [`    ${quoteForPowershell(`--${flag}`)} = ${list(choices ?? [])}`],
  );
  return `Register-ArgumentCompleter -Native -CommandName ${quoteForPowershell(program)} -ScriptBlock {
  param($current, $line, $position)
  $offers = @{
    'help' = ${list(names)}
${words.join('\n')}
  }
  $values = @{
${values.join('\n')}
  }
  $typed = @($line.CommandElements | Where-Object { $_.Extent.EndOffset -lt $position } | ForEach-Object { "$_" })
  $previous = $typed[-1]
  if ($typed.Count -lt 2) { $choices = ${list([...names, 'help', '--help', '--version'])} }
  elseif ($values.ContainsKey($previous)) { $choices = $values[$previous] }
  else { $choices = $offers[$typed[1]] }
  # Without an offer PowerShell completes the names of files.
  $choices | Where-Object { $_ -like "$current*" } | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
  }
}
`;
}

function quoteForPowershell(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** A colon ends a part of a zsh spec. */
function escapeColons(text: string): string {
  return text.replaceAll(':', '\\:');
}

/** A bracket ends a description in a zsh spec. */
function escapeBrackets(text: string): string {
  return text.replace(/[[\]]/g, '\\$&');
}
