export type Answer = 'yes' | 'no' | 'undecided';

/** What a part of a sentence says; `unclear`: something is denied, but not in a way that is known. */
type Said = Answer | 'unclear';

const oneOf = (...patterns: readonly RegExp[]) =>
  new RegExp(patterns.map(({ source }) => source).join('|'), 'u');

/** Phrases that hold a no and mean a yes. */
const welcome = oneOf(
  /(?:can['o]?t|cannot|can not) wait(?! ?list)/,
  /(?:n't|not|never)(?: want to)? miss\b/,
  /(?:not (?:a|an)|no) (?:problem|issue)/,
  /(?:문제|이상|지장|차질|무리|어려움) ?(?:가|이|는|은)? ?없(?:이|습니다|어요|음|다)?/,
);

/** Words that deny, but nothing that was asked: 늦지 않게, 빠짐없이, I don't mind. */
const harmless = oneOf(
  /(?:do not|don'?t|would not|wouldn'?t) mind/,
  /no doubt/,
  /(?:늦|잊|빼먹|놓치|거르|빠지)지 ?않[가-힣]*/,
  /(?:틀림|변동|변경|상관|빠짐|예외) ?(?:사항 ?)?(?:이|은)? ?없[가-힣]*/,
  /(?:참석|참가|attendance) ?(?:여부|status)(?: ?[은는을를이가])?(?![가-힣])/,
);

/** A wish that something follows: what follows is the answer. */
const wishes = oneOf(
  /[^.,;!]*(?:싶|희망|려고?|예정)[가-힣 ]{0,4}(?:지만|는데|은데|으나|했으나)/,
  /(?:love|like|want(?:ed)?|hoped?|wish)\b[^.;!]*?\bbut\b/,
);

const undecided = oneOf(
  /미정|미확정|미결정|미승인|미응답|무응답|모르|몰라|모름|모릅|고민|보류|대기|검토|조율|애매|아마|불확실|불투명/,
  /확실(?:하지|치) ?않|정해지지|(?:못|안) ?정|(?:결)?정하지 ?(?:못|않)|결정 ?(?:못|안|전)|확인 ?중|가능성|수도 ?있|추후|상황[을 ]*(?:봐|보)/,
  /[으다하되니]면(?![가-힣])|경우에?(?: ?만)?(?![가-힣])|(?:일정|상황|사정)에 ?따라/,
  /\b(?:maybe|perhaps|possibly|probably|likely|unsure|uncertain|undecided|tentative(?:ly)?|pending|tbd|tba|if|depend(?:s|ing)?)\b/,
  /\bwait(?:ing|ed|list(?:ed)?)?\b|^invited$|\b(?:might|may)(?: not)? (?:attend|come|join|go|be able|make)\b|\bto be (?:decided|confirmed|determined)\b/,
  /\b(?:not|n't)(?: yet| been| be)* (?:sure|certain|decide[d]?|confirmed|know|yet)\b|\b(?:don'?t|do not) know\b|haven'?t (?:yet )?decided|still deciding|think(?:ing)? about|no (?:response|reply)|interested|(?:hope|try|trying) to\b/,
);

/** A no of a no: who means what is not for a program to say. */
const twice = oneOf(
  /(?:안|않|못)[가-힣 ]{0,8}(?:수|리|이유)[는가도]? ?없/,
  /(?:어렵|힘들|불가능하|곤란하|싫)지[는도]? ?않/,
  /못[가-힣 ]{0,4}지[는도]? ?않/,
  /\bnot (?:un|im|in)[a-z]+/,
);

const no = oneOf(
  /불참|불출석|불 ?가(?!피)|미 ?참|비참석|결석|(?<!잘)못|않|아니|아닙|아님|아뇨|ㄴㄴ|노쇼/,
  /(?:(?<![가-힣])|(?<=참석|참가|참여|출석|[는은도]))안 ?[해합함할하갈갑가감온올옴옵와오돼됩될됨되된]/,
  /어렵|어려[우울움운워]|힘[들듭든듦]|곤란|무리(?=입|이|일|임|에요|예요|$)|취소|거절|거부|포기|사양|철회|하차|반려|탈락|환불|빠[지질집져짐]/,
  /(?:수[는가도]?|시간|의사|의향|여유|계획|생각|여건|여력|예정|겨를|형편)[이가은는도을]? ?없/,
  /\b(?:not|never|cannot|unable|unavailable|impossible|absent|unlikely|regrets?|regretfully)\b/,
  /\b(?:declin(?:ed?|es|ing)|reject(?:ed)?|refused?|cancel(?:l?ed|l?ing)?|deleted|refunded|withdr[aeo]wn?|skip(?:ping)?|miss(?:ing)?)\b/,
  /\b(?:ca|wo|do|does|did|is|are|was|would|could|should|sha|have|has|had)n?'?t\b/,
  /\bno[ -]?(?:shows?|longer|way|chance|attendance)\b|\bwish (?:i|we) could\b|\bwould(?: have|'ve)\b/,
  /^(?:no|nope|nah|n|false|x|×|✕|✖|✗|✘|❌)$|(?<=[ 가-힣])[x×✕✖✗✘❌]$|^(?:count me|i'm|i am|we're) out$/,
);

/** Other denials, and others who come in their place: beside a yes it is not known what they mean. */
const unclear = oneOf(
  /\b(?:no|without|none|neither|nor|instead|behalf|colleague)\b|없|(?<![가-힣])안 |대신|대리/,
);

const yes = oneOf(
  /참석|참가|참여|출석|가능|확정|승인|수락|당연|물론|희망|ㅇㅇ|ㅇㅋ|^(?:네|넵|넹|넴|예|예스|응)(?:요|네|예)?$/,
  /(?<![가-힣])(?:갑니다|가겠|갈게|갈께|갈 ?수 ?있|갈 ?예정|갈래|갈 ?것|가요|간다|올게|오겠|옵니다)/,
  /\b(?:attend(?:s|ing|ance)?|com(?:e|ing)|join(?:ing)?|be there|accept(?:s|ed)?|approved|confirm(?:s|ed)?|checked[ -]?in|available)\b/,
  /\bgoing\b(?! to (?!attend|come|join|be there|make it|the\b))|\bwill be present\b|\bof course\b|\bwith pleasure\b/,
  /\b(?:yes|yep|yeah|yup|sure|definitely|absolutely|certainly)\b|^(?:i|we)(?:'ll| will| can| do| am)$|\bcan make it\b|(?:love|like|happy|glad|able) to$/,
  /^(?:y|o|ok|okay|true|present|○|◯|〇|⭕|✓|✔|✅|☑|v)$|(?<=[ 가-힣])[o○◯〇⭕✓✔✅]$|^(?:count me|i'm|i am|we're) in$/,
);

/** A word that answers alone, before more is said. */
const opener =
  /^(?:(?:yes|yeah|yep|yup|sure|ok|okay|nope|nah)(?= )|no(?= (?:i|i'm|i'll|we|sorry|thanks?|unfortunately|not|can|will|he|she)\b)|(?:네|넵|넹|넴|예|예스|응|아니오|아니요|아뇨|아닙니다)(?= ))/u;

/** Where one thing that is said ends and the next begins; a question mark stays, since a question is no answer. */
const between =
  /[.,;:!·•\n()[\]/~–—…]+|(?<=\?)|(?: - )|(?<=지만|는데|은데|으나|니다만) |\b(?:but|however|although|though|because|since)\b/u;

/** As one way of writing: no capitals, wide letters or curly apostrophes. */
function plain(typed: string): string {
  return typed
    .normalize('NFC')
    .replace(/[！-～]/gu, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0xfee0))
    .replace(/[‘’`´]/gu, "'")
    .toLowerCase()
    .replace(/[([]\s*([ox○◯〇⭕×✕✖✗✘❌✓✔✅])\s*[)\]]/gu, ' $1 ')
    .replace(/\bn\/a\b/gu, ' ')
    .replace(/[\s_"“”ㅎㅋㅠㅜ]+/gu, ' ')
    .trim();
}

function sayOf(part: string): Said | null {
  const said = part.trim();
  if (undecided.test(said)) return 'undecided';
  if (said === '' || said.endsWith('?')) return null;
  if (twice.test(said)) return 'unclear';
  if (no.test(said)) return 'no';
  if (!yes.test(said)) return null;
  return unclear.test(said) ? 'unclear' : 'yes';
}

/** Whoever writes more than this (characters) says more than a yes or a no. */
const longest = 500;

function read(typed: string): Answer | undefined {
  if (typed.length > longest) return undefined;
  const text = plain(typed)
    .replace(new RegExp(welcome, 'gu'), ' yes ')
    .replace(new RegExp(harmless, 'gu'), ' ')
    .replace(new RegExp(wishes, 'gu'), ' ')
    .replace(/ +/gu, ' ');
  const parts = text.split(between).flatMap((part) => {
    const trimmed = part.trim();
    const first = opener.exec(trimmed)?.[0] ?? '';
    return [first, trimmed.slice(first.length)];
  });
  const said = new Set(parts.map(sayOf).filter((each) => each !== null));
  const [only] = said;
  return said.size === 1 && only !== 'unclear' ? only : undefined;
}

const known = new Map<string, Answer | undefined>();
const mostKnown = 1000;

/**
 * What somebody says of their coming, in Korean or English and in their own words. Undefined where it says nothing of that, or two
 * things at once: that is for a person to read.
 */
export function readAnswer(typed: string): Answer | undefined {
  // A sign-up has the same few answers over and over.
  if (known.has(typed)) return known.get(typed);
  const answer = read(typed);
  if (known.size >= mostKnown) known.clear();
  known.set(typed, answer);
  return answer;
}
