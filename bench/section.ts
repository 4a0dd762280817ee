/** One part of the report. */
export interface Section {
  title: string;
  /** The tables and sentences under the title. */
  markdown: string;
  charts: { name: string; svg: string }[];
  /** A line for each target that was not reached. */
  missed: string[];
}

/** The section as it stands in the report. */
export function toMarkdown({ title, markdown, charts, missed }: Section): string {
  const images = charts.map(({ name }) => `![${name.replaceAll('-', ' ')}](charts/${name}.svg)`);
  const targets = missed.length > 0 ? `Targets missed:\n\n- ${missed.join('\n- ')}` : 'Every target is reached.';
  return [`## ${title}`, markdown, ...images, targets].join('\n\n');
}

/** Lists the figures that say little. */
export function uncertain(doubts: readonly string[]): string[] {
  return doubts.length > 0 ? [`The rounds did not agree:\n\n- ${doubts.join('\n- ')}`] : [];
}

export function print(section: Section): void {
  console.log(toMarkdown(section));
}
