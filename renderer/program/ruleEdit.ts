import type { NamedRule } from '../../shared/contract/rules';
import type { Requirement, Rule } from '../../shared/domain/eligibility';

/** The same requirements, joined otherwise. */
export function withKind({ of }: Rule, kind: string | null): Rule {
  switch (kind) {
    case 'any':
      return { kind: 'any', of };
    case 'atLeast':
      return { kind: 'atLeast', count: Math.max(1, of.length - 1), of };
    default:
      return { kind: 'all', of };
  }
}

/**
 * The rule with one requirement changed. Where its names say the percent that was asked for, they say the new one: certificates
 * print them.
 */
export function withRequirement(named: NamedRule, at: number, changed: Requirement): NamedRule {
  const before = named.rule.of[at];
  const rule = { ...named.rule, of: named.rule.of.with(at, changed) };
  if (before?.kind !== 'competitionTop' || changed.kind !== 'competitionTop') return { ...named, rule };
  const said = new RegExp(`(?<![\\d.])${String(before.percent).replace('.', '\\.')}( ?%)`, 'g');
  const retitled = (title: string) => title.replace(said, `${changed.percent}$1`);
  return { ...named, rule, title: retitled(named.title), titleEn: retitled(named.titleEn) };
}
