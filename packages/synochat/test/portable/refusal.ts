import { RequestError } from '../../src/shared/errors.ts';

/** The refusal that a parser throws; anything else it does is an error of the test. */
export async function refusal(parsing: Promise<unknown>): Promise<RequestError> {
  try {
    await parsing;
  } catch (error) {
    if (error instanceof RequestError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}
