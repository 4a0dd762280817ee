import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../../../', import.meta.url));

/** A program as an app writes it. It stands in no file. */
const path = `${root}packages/synochat/test/hovers.program.ts`;
const program = `
import { Hono } from 'hono';
import { callChat, type ChatRoute, chatHandler, listUsers, onBot, onSlash, parseAddress, parseBot, parseOutgoing, parseSlash, respond, sendBot, sendBotAll, sendIncoming } from 'synochat';
import { slash } from 'synochat/hono';
import { createSimulator } from 'synochat-simulator';
import * as v from 'valibot';

declare const req: Request;
const token = 'synthetic';
const bot = 'https://nas.example/webapi/entry.cgi';
declare const functions: readonly ChatRoute[];
const Deploy = v.object({ city: v.picklist(['Oslo', 'Turku']), count: v.optional(v.number()), now: v.boolean() });

export const message = await parseOutgoing(req, { token });
export const { args } = await parseSlash(req, Deploy, { token });
export const event = await parseBot(req, { token });
export const plain = chatHandler(functions);
export const fetch = chatHandler([
  onSlash(Deploy, (env: { TOKEN: string }) => ({ token: env.TOKEN }), (command) => respond(command.args.city)),
  onBot((env: { TOKEN: string }) => ({ token: env.TOKEN }), { message: () => respond('Hi'), press: (press) => respond(press.value) }),
]);
export const app = new Hono().all('/deploy', slash(Deploy, { token }), (c) => respond(c.var.slash.args.city));
export const sent = [await sendIncoming(bot, 'Hi'), await sendBot(bot, 5, 'Hi'), await sendBotAll(bot, [5], 'Hi')];
export const users = await listUsers(bot);
export const raw = [parseAddress(bot), await callChat(bot, 'user_list')];
export const nas = createSimulator();
`;
const service = createService();

describe('an editor shows', () => {
  it('a program without a mistake', () => {
    const mistakes = service.getSemanticDiagnostics(path).map(({ messageText }) => messageText);

    expect(mistakes).toEqual([]);
  });

  it.each([
    ['message', 'const message: OutgoingMessage'],
    ['args', 'const args: { city: "Oslo" | "Turku"; count?: number | undefined; now: boolean; }'],
    ['event', 'const event: BotEvent'],
    [
      '(command)',
      '(parameter) command: SlashCommand<{ city: "Oslo" | "Turku"; count?: number | undefined; now: boolean; }>',
    ],
    ['(press)', '(parameter) press: ButtonPress'],
    [
      'c.var.slash',
      '(property) slash: SlashCommand<{ city: "Oslo" | "Turku"; count?: number | undefined; now: boolean; }>',
    ],
    ['fetch', 'const fetch: (req: Request, env: { TOKEN: string; }) => Promise<Response>'],
    [
      'chatHandler(',
      'chatHandler<[]>(handler: readonly ChatRoute<[]>[] | ((req: Request) => Answer), options?: HandlerOptions): (req: Request) => Promise<Response>',
    ],
    ['parseOutgoing(', 'parseOutgoing(req: Request, options: OutgoingOptions): Promise<OutgoingMessage> (+1 overload)'],
    ['parseBot(', 'parseBot(req: Request, options: ParseOptions): Promise<BotEvent> (+1 overload)'],
    ['respond(', 'respond(message: string | Message, fileUrl?: string | URL): Response'],
    [
      'sendIncoming(',
      'sendIncoming(webhook: Webhook, message: string | Message, options?: SendOptions): Promise<void>',
    ],
    [
      'sendBot(',
      'sendBot(bot: Webhook, userId: number, message: string | Message, options?: SendOptions): Promise<SentToUser>',
    ],
    ['parseAddress(', 'parseAddress(webhook: Webhook, kind?: "incoming" | "bot"): Address'],
    [
      'callChat(',
      'callChat(address: Webhook, method: ChatMethod | (string & {}), parameters?: Readonly<Record<string, unknown>>, options?: CallOptions): Promise<unknown>',
    ],
    ['listUsers(', 'listUsers(bot: Webhook, options?: CallOptions): Promise<ChatUser[]>'],
    ['createSimulator(', 'createSimulator(options?: SimulatorOptions): Simulator'],
  ])('for %s what a reader can take in', (name, shown) => {
    expect(hover(name)).toBe(shown);
  });
});

describe('the documentation of', () => {
  const checker = service.getProgram()?.getTypeChecker();
  const wordsOf = (symbol: ts.Symbol) => ts.displayPartsToString(symbol.getDocumentationComment(checker));
  const isOurs = (symbol: ts.Symbol) =>
    /packages\/synochat\/src\/(inbound|outbound|shared|hono)/.test(
      symbol.declarations?.[0]?.getSourceFile().fileName ?? '',
    );
  const exported = [...exportsOf('synochat'), ...exportsOf('synochat/hono')].filter(isOurs);

  function exportsOf(name: string): ts.Symbol[] {
    const { statements } = service.getProgram()?.getSourceFile(path) ?? {};
    const line = statements?.find(
      (each) => ts.isImportDeclaration(each) && (each.moduleSpecifier as ts.StringLiteral).text === name,
    ) as ts.ImportDeclaration | undefined;
    const module = line && checker?.getSymbolAtLocation(line.moduleSpecifier);
    const symbols = module ? (checker?.getExportsOfModule(module) ?? []) : [];
    return symbols.map((symbol) =>
      symbol.flags & ts.SymbolFlags.Alias ? (checker?.getAliasedSymbol(symbol) ?? symbol) : symbol,
    );
  }

  it('each function and class has an example', () => {
    const acting = exported.filter(({ flags }) => flags & (ts.SymbolFlags.Function | ts.SymbolFlags.Class));
    const without = acting.filter((symbol) => !symbol.getJsDocTags(checker).some(({ name }) => name === 'example'));

    expect(acting.length).toBeGreaterThan(20);
    expect(without.map(({ name }) => name)).toEqual([]);
  });

  it('each export and member has a word', () => {
    const members = exported.flatMap((symbol) =>
      (checker?.getDeclaredTypeOfSymbol(symbol).getProperties() ?? []).filter(isOurs),
    );
    const silent = [...exported, ...members].filter((symbol) => wordsOf(symbol) === '');

    expect(members.length).toBeGreaterThan(50);
    expect(silent.map((symbol) => symbol.declarations?.[0]?.getText())).toEqual([]);
  });
});

/** Returns what an editor shows for the last word of the text, where the program first has the text after its imports, in one line. */
function hover(text: string): string {
  const start = program.indexOf(text, program.indexOf('export const'));
  const info = service.getQuickInfoAtPosition(path, start + text.replace(/\W$/, '').length - 1);
  const [shown = ''] = ts.displayPartsToString(info?.displayParts).split('\nimport ');
  return shown.replace('(alias) ', '').replace(/\s+/g, ' ');
}

function createService(): ts.LanguageService {
  const { config } = ts.readConfigFile(`${root}tsconfig.json`, (name) => ts.sys.readFile(name)) as { config: object };
  const { options } = ts.parseJsonConfigFileContent({ ...config, files: [path], include: [] }, ts.sys, root);
  const read = (name: string) => (name === path ? program : ts.sys.readFile(name));
  return ts.createLanguageService({
    getCompilationSettings: () => options,
    getScriptFileNames: () => [path],
    getScriptVersion: () => '1',
    getScriptSnapshot(name) {
      const text = read(name);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => root,
    getDefaultLibFileName: (compilerOptions) => ts.getDefaultLibFilePath(compilerOptions),
    fileExists: (name) => read(name) !== undefined,
    readFile: read,
    directoryExists: (name) => ts.sys.directoryExists(name),
    getDirectories: (name) => ts.sys.getDirectories(name),
  });
}
