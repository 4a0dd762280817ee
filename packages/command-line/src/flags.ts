/** A flag. Parsing, help and completion are made from it. */
export interface Flag {
  readonly type: 'string' | 'boolean';
  readonly multiple?: true;
  readonly short?: string;
  /** The placeholder of the value in the help, such as `URL`. */
  readonly value?: string;
  /** The explanation in one line. */
  readonly about: string;
  /** The environment variable that is read if the flag is absent. */
  readonly env?: string;
  /** The only valid values. */
  readonly choices?: readonly string[];
  /** Whether the value is completed by the names of files. */
  readonly file?: true;
}

/** The flags of a program by their names. A flag means the same in every command. */
export type FlagTable = Readonly<Record<string, Flag>>;

type FlagValue<F extends Flag> = F extends { readonly type: 'boolean' }
  ? true
  : F extends { readonly multiple: true }
    ? readonly string[]
    : string;

/** The values of the flags on the command line. An absent flag has no member. */
export type FlagValues<Table extends FlagTable> = { readonly [Name in keyof Table]?: FlagValue<Table[Name]> };

/** A command of a program. */
export interface Command<FlagName extends string = string> {
  readonly about: string;
  /** The words after the name, such as `[TEXT…]`; empty if the command takes no words. */
  readonly words: string;
  /** The smallest and the largest number of words. */
  readonly count: readonly [least: number, most: number];
  /** The flags beside the flags of every command. */
  readonly flags: readonly FlagName[];
  /** The words that a shell completes. */
  readonly choices?: readonly string[];
  /** Further lines of the help. */
  readonly more: string;
}

/** A program with commands. */
export interface Program {
  readonly name: string;
  readonly flags: FlagTable;
  readonly commands: Readonly<Record<string, Command>>;
  /** The flags of every command. */
  readonly common: readonly string[];
}
