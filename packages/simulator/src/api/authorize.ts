import { authorOf, type Integration, type IntegrationOf } from '../room/integration.ts';
import type { Integrations } from '../room/integrations.ts';
import type { Fields } from './entry.ts';
import { type Outcome, refuse } from './outcome.ts';

type Authorized<Kind extends Integration['kind']> =
  | { readonly integration: IntegrationOf<Kind>; readonly refusal?: undefined }
  | { readonly integration?: undefined; readonly refusal: Outcome };

/**
 * Returns the integration of the token in the parameters, or the refusal. A token is valid only for integrations of the
 * same kind, as live servers show. A disabled or nameless integration is not "legal".
 */
export function authorize<Kind extends Integration['kind']>(
  integrations: Integrations,
  kind: Kind,
  fields: Fields,
): Authorized<Kind> {
  const integration = integrations.byToken(fields.get('token') ?? '');
  if (!integration) return { refusal: refuse('tokenInvalid', 'no integration has this token') };
  if (!isOfKind(integration, kind)) {
    return {
      refusal: refuse('tokenInvalid', `the token belongs to ${kindNames[integration.kind]}, not ${kindNames[kind]}`),
    };
  }
  if (!integration.enabled) return { refusal: refuse('botNotLegal', `${kindNames[kind]} that is disabled`) };
  if (authorOf(integration) === '') return { refusal: refuse('botNotLegal', `${kindNames[kind]} without a name`) };
  return { integration };
}

const kindNames: Readonly<Record<Integration['kind'], string>> = {
  incoming: 'an incoming webhook',
  outgoing: 'an outgoing webhook',
  slash: 'a slash command',
  bot: 'a bot',
};

function isOfKind<Kind extends Integration['kind']>(
  integration: Integration,
  kind: Kind,
): integration is IntegrationOf<Kind> {
  return integration.kind === kind;
}
