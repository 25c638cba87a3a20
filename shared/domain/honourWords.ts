import type { Finding } from './eligibility';

/** An honour that a person has, by its rule or because somebody decided so, with what the rule found of them. */
export interface Honour {
  readonly id: string;
  readonly title: string;
  readonly titleEn: string;
  readonly findings: readonly Pick<Finding, 'kind' | 'track' | 'met' | 'value'>[];
}

/** The honour that has a certificate of its own, and is said there. */
export const bestProject = 'bestProject';

interface Words {
  readonly ko: string;
  readonly en: string;
}

export const medals: Readonly<Record<string, Words>> = {
  gold: { ko: '금메달', en: 'Gold medal' },
  silver: { ko: '은메달', en: 'Silver medal' },
  bronze: { ko: '동메달', en: 'Bronze medal' },
};

/** What an honour is called on paper. '5 %' is closed up there. */
export function titleWords({ title, titleEn }: Pick<Honour, 'title' | 'titleEn'>): Words {
  const printed = (text: string) => text.replace(/(\d) %/g, '$1%');
  return { ko: printed(title), en: printed(titleEn || title) };
}

/** Of an honour for medals alone, the medals that were won. */
function medalsWon({ findings }: Honour): readonly Honour['findings'][number][] {
  if (findings.some(({ kind }) => kind !== 'medal')) return [];
  return findings.filter(({ met, value }) => met && medals[value] !== undefined);
}

/** An honour for medals names the medal where its title says 'medal'. */
function wordsOf(honour: Honour): Words {
  const medal = medals[medalsWon(honour)[0]?.value ?? ''];
  const { ko, en } = titleWords(honour);
  if (!medal) return { ko, en };
  return {
    ko: ko.replace(/(?<![금은동])메달/, medal.ko),
    en:
      en === 'Competition medal'
        ? `${medal.en}, competition`
        : en.replace(/(?<!gold |silver |bronze )\bmedal\b/i, medal.en.toLowerCase()),
  };
}

/**
 * The honours that a certificate names, in the rules' order. A medal stands for the place in the same competition; the best
 * project has its own certificate.
 */
export function honourWords(honours: readonly Honour[]): Words {
  const won = new Set(honours.flatMap(medalsWon).map(({ track }) => track));
  const covered = ({ findings }: Honour) =>
    findings.length > 0 && findings.every(({ kind, track }) => kind === 'competitionTop' && won.has(track));
  const words = honours.filter((one) => one.id !== bestProject && !covered(one)).map(wordsOf);
  return { ko: words.map(({ ko }) => ko).join(' · '), en: words.map(({ en }) => en).join(' · ') };
}
