type Handler = (req: Request) => Promise<Response>;

export function grammy(secretToken: string): Handler;
export function slackEdge(signingSecret: string): Handler;
export function discordHono(publicKey: string): Handler;
