import { check } from '../shared/check.ts';
import type { Directory } from './directory.ts';
import {
  authorOf,
  type Integration,
  type IntegrationOf,
  integrationSchema,
  integrationSettingsSchema,
  isSameIntegration,
} from './integration.ts';
import { createShelf } from './shelf.ts';
import type { SimulatorStorage } from './storage.ts';
import { createToken } from './token.ts';

export type Integrations = ReturnType<typeof createIntegrations>;

interface IntegrationsParts {
  readonly storage: SimulatorStorage;
  readonly directory: Directory;
  readonly newId: () => number;
  readonly changed: () => void;
}

/** Webhooks, slash commands and bots. Methods throw a `TypeError` for invalid settings and unknown ids. */
export function createIntegrations({ storage, directory, newId, changed }: IntegrationsParts) {
  const shelf = createShelf(storage, 'integration', integrationSchema);
  const unclaimedIds = new Set(shelf.all().map(({ id }) => id));
  // Tokens of deleted integrations stay here, since the record must mask deleted tokens too.
  const tokens = new Set(shelf.all().map(({ token }) => token));

  function put(integration: Integration): Integration {
    const others = shelf.all().filter(({ id }) => id !== integration.id);
    if ('channel' in integration && integration.channel !== undefined) directory.channel(integration.channel);
    if (integration.kind === 'slash' && others.some((each) => isSameIntegration(integration, each)))
      throw new TypeError(`There is already a slash command "${integration.command}".`);
    if (
      integration.kind === 'bot' &&
      integration.name !== '' &&
      others.some((each) => isSameIntegration(integration, each))
    )
      throw new TypeError(`There is already a bot "${integration.name}".`);
    const owner = others.find(({ token }) => token === integration.token);
    if (owner) throw new TypeError(`token: "${authorOf(owner)}" has the same token. Choose another token.`);
    tokens.add(integration.token);
    shelf.put(integration);
    if (integration.kind === 'bot') directory.renameConversations(integration.id, integration.name);
    changed();
    return integration;
  }

  function get(id: number): Integration {
    const integration = shelf.get(id);
    if (!integration) throw new TypeError(`There is no integration ${id}.`);
    return integration;
  }

  function change(id: number, changes: object): Integration {
    const { id: _, ...before } = get(id);
    const all = withoutNulls({ ...before, ...changes });
    const { token = before.token, ...settings } = check(integrationSettingsSchema, all, 'integration');
    if (settings.kind !== before.kind)
      throw new TypeError('The kind of an integration cannot change. Create a new integration.');
    return put({ ...settings, id, token });
  }

  function create(init: object): Integration {
    const { token = createToken(), ...settings } = check(integrationSettingsSchema, withoutNulls(init), 'integration');
    return put({ ...settings, id: newId(), token });
  }

  function ofKind<Kind extends Integration['kind']>(kind: Kind): IntegrationOf<Kind>[] {
    return shelf.all().filter((each): each is IntegrationOf<Kind> => each.kind === kind);
  }

  return {
    create,
    /**
     * Returns the same integration of an earlier run with the new settings. A chosen token replaces the stored token.
     * Otherwise creates an integration.
     */
    reuseOrCreate(init: object): Integration {
      const settings = check(integrationSettingsSchema, init, 'integration');
      const same = shelf.all().find((each) => unclaimedIds.has(each.id) && isSameIntegration(settings, each));
      if (!same) return create(init);
      unclaimedIds.delete(same.id);
      return change(same.id, init);
    },
    update(id: number, changes: object): Integration {
      if ('token' in changes) throw new TypeError('token: A token cannot be changed. Regenerate the token.');
      return change(id, changes);
    },
    /** Replaces the token. The old token is invalid at once. */
    regenerate: (id: number): Integration => put({ ...get(id), token: createToken() }),
    remove(id: number): void {
      get(id);
      shelf.remove(id);
      changed();
    },

    get,
    find: shelf.get,
    all: shelf.all,
    ofKind,
    byToken: (token: string) => shelf.all().find((each) => each.token === token),
    /** Returns all tokens that were ever valid. */
    tokens: (): string[] => [...tokens],
  };
}

/** Removes the settings that are null: JSON has no undefined, so null deletes a setting. */
function withoutNulls(settings: object): object {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== null));
}
