import { type Command, commands, common, type Flag, flags } from './commands.ts';
import type { Context } from './context.ts';
import { type ExitCode, exitCodes, UsageError } from './exit.ts';

/** Prints the script for a shell: all of it from the table of commands, nothing is asked while somebody types. */
export function completion({ words: [shell = ''] }: Context): Promise<ExitCode> {
  const script = Object.hasOwn(scripts, shell) ? scripts[shell] : undefined;
  if (!script) throw new UsageError(`There is a completion for ${commands.completion.choices.join(', ')}`);
  process.stdout.write(script());
  return Promise.resolve(exitCodes.done);
}

interface Entry {
  readonly name: string;
  readonly command: Command;
  readonly flags: readonly (readonly [name: string, flag: Flag])[];
}

const entries: readonly Entry[] = Object.entries<Command>(commands).map(([name, command]) => ({
  name,
  command,
  flags: [...command.flags, ...common].map((flag) => [flag, flags[flag]] as const),
}));

const names = [...Object.keys(commands), 'help'].join(' ');
const files = Object.entries<Flag>(flags).filter(([, { file }]) => file);
const chosen = Object.entries<Flag>(flags).flatMap(([name, { choices }]) =>
  choices ? [[name, choices] as const] : [],
);
const valued = Object.entries<Flag>(flags).filter(([, flag]) => flag.type === 'string' && !flag.file && !flag.choices);

const scripts: Readonly<Record<string, () => string>> = { bash, zsh, fish };

function bash(): string {
  const words = entries.map(({ name, command, flags: known }) => {
    const all = [...known.map(([flag]) => `--${flag}`), ...(command.choices ?? [])].join(' ');
    return `    ${name}) words="${all}" ;;`;
  });
  return `_synochat() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD - 1]}" words
  COMPREPLY=()
  case "$previous" in
    ${files.map(([name]) => `--${name}`).join('|')}) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$current"); return ;;
${chosen.map(([name, choices]) => `    --${name}) mapfile -t COMPREPLY < <(compgen -W "${choices.join(' ')}" -- "$current"); return ;;`).join('\n')}
    ${valued.map(([name]) => `--${name}`).join('|')}) return ;;
  esac
  case "\${COMP_WORDS[1]}" in
    help) words="${Object.keys(commands).join(' ')}" ;;
${words.join('\n')}
  esac
  if [ "$COMP_CWORD" -eq 1 ]; then words="${names} --help --version"; fi
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
}
complete -F _synochat synochat
`;
}

function zsh(): string {
  const cases = entries.map(({ name, command, flags: known }) => {
    const specs = known.map(([flag, { about, type, multiple, value, file, choices }]) => {
      const action = file ? '_files' : choices ? `(${choices.join(' ')})` : '';
      const argument = type === 'string' ? `:${colonless(value ?? '')}:${action}` : '';
      return quoted(`${multiple ? '*' : ''}--${flag}[${bracketless(about)}]${argument}`);
    });
    const words = command.choices ? [quoted(`1:word:(${command.choices.join(' ')})`)] : [];
    return `    ${name}) _arguments ${[...specs, ...words].join(' ')} ;;`;
  });
  const list = entries.map(({ name, command }) => quoted(`${name}:${colonless(command.about)}`));
  return `#compdef synochat
_synochat() {
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
compdef _synochat synochat
`;
}

function fish(): string {
  const lines = entries.flatMap(({ name, command, flags: known }) => [
    `complete -c synochat -n __fish_use_subcommand -a ${name} -d ${quoted(command.about)}`,
    ...known.map(([flag, { about, short, type, file, choices }]) => {
      const value = type === 'boolean' ? '' : file ? ' -r -F' : choices ? ` -x -a ${quoted(choices.join(' '))}` : ' -x';
      const letter = short === undefined ? '' : ` -s ${short}`;
      return `complete -c synochat ${after(name)} -l ${flag}${letter}${value} -d ${quoted(about)}`;
    }),
    ...(command.choices ? [`complete -c synochat ${after(name)} -a ${quoted(command.choices.join(' '))}`] : []),
  ]);
  return `complete -c synochat -f\n${lines.join('\n')}\ncomplete -c synochat ${after('help')} -a ${quoted(Object.keys(commands).join(' '))}\n`;
}

function after(name: string): string {
  return `-n '__fish_seen_subcommand_from ${name}'`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** In a zsh spec a colon ends a part, and a bracket a description. */
function colonless(text: string): string {
  return text.replaceAll(':', '\\:');
}

function bracketless(text: string): string {
  return text.replace(/[[\]]/g, '\\$&');
}
