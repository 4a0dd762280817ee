import type { Heard, Said } from './survey-world.ts';

/** A hook that reached an ear. */
export interface HeardHook {
  readonly path: string;
  readonly heard: Heard;
  /** The fields of a form, or the members of a JSON object as texts. */
  readonly fields: ReadonlyMap<string, string>;
  readonly isJson: boolean;
  /** Set when the NAS closed the connection before an answer. */
  closedAt?: number;
}

/** Decides the answer to a hook. */
export type AnswerHook = (hook: HeardHook, earlier: number) => Said | 'hold';

/** The ears of the survey: paths that the owner entered in Chat. */
export interface HookEars {
  readonly hooks: HeardHook[];
  readonly probes: Heard[];
  /** The time of the last answer with a message, which Chat may count as a post. */
  readonly repliedAt: () => number;
  /** Sets the answer of a path. The default is 200 without a body. */
  readonly answerAt: (path: string, answer: AnswerHook) => void;
  /** Answers a request. */
  readonly ear: (heard: Heard) => Promise<Said>;
}

export const earPaths = ['/outgoing', '/trigger', '/slash', '/bot'] as const;

export function createHookEars(now: () => number, waitForClose: (heard: Heard) => Promise<boolean>): HookEars {
  const answers = new Map<string, AnswerHook>();
  const hooks: HeardHook[] = [];
  const probes: Heard[] = [];
  let repliedAt = -Infinity;
  return {
    hooks,
    probes,
    repliedAt: () => repliedAt,
    answerAt(path, answer) {
      answers.set(path, answer);
    },
    async ear(heard) {
      if (heard.method !== 'POST') {
        probes.push(heard);
        return { status: 200 };
      }
      const hook: HeardHook = { path: heard.path, heard, ...readHook(heard) };
      const earlier = hooks.filter(({ path, fields }) => path === hook.path && isSame(fields, hook.fields)).length;
      hooks.push(hook);
      const answer = answers.get(heard.path)?.(hook, earlier) ?? { status: 200 };
      if (answer !== 'hold') {
        if (answer.body) repliedAt = now();
        return answer;
      }
      if (await waitForClose(heard)) hook.closedAt = now();
      return { status: 200 };
    },
  };
}

/** A repeated hook has the same post and text. */
function isSame(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean {
  return a.get('post_id') === b.get('post_id') && a.get('text') === b.get('text');
}

function readHook({ body }: Heard): Pick<HeardHook, 'fields' | 'isJson'> {
  const text = new TextDecoder().decode(body);
  try {
    const members = Object.entries(Object(JSON.parse(text)) as object).map(
      ([name, value]) => [name, String(value)] as const,
    );
    return { fields: new Map(members), isJson: true };
  } catch {
    return { fields: new Map(new URLSearchParams(text)), isJson: false };
  }
}
