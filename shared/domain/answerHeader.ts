const oneOf = (...patterns: readonly RegExp[]) => patterns.map(({ source }) => source).join('|');

/** What a question about coming has in it. */
export const answerHeader = /참석|attend|rsvp|\bgoing\b/i;

/** A question that a yes or a no answers, whatever else it says: 참석 여부 (불참 시 사유), Will you attend? If not, why? */
const asksWhether = oneOf(
  /참석 ?(?:가능 ?)?(?:여부|의사|의향)/,
  /참석(?:이|은|을|를)? ?(?:하(?:십니까|시나요|시겠|실 ?수|실 ?예정|실 ?건)|할 ?수 ?있|할 ?예정이|가능하(?:십니까|신가요|세요)|합니까)/,
  /(?<!\b(?:why|how|when|where|what) )\b(?:will|can|could|would|are|do) you (?:be )?(?:able to |plan(?:ning)? (?:to |on )?|like to |want to |intend to )?(?:attend|come|coming|join|going\b(?! to (?!attend|come|join|be there)))/,
);

/** A coming that is only spoken of, not asked about. */
const onCondition = oneOf(
  /참석(?:하(?:시는|시|실|신|는)|할|한)? ?(?:시(?= |에)|때|경우|분(?=들|께|은|만))|참석(?:하|하시|한|하신)(?:면|다면)/,
  /\b(?:if|when|while|upon|for(?: those)?|before|after|in case) (?:you (?:are |will |do |can )?)?(?:are )?(?:attend|going|coming)/,
);

/** What is asked beside it: wishes, reasons, numbers, and what happened before. */
const asksElse = oneOf(
  /요청|요구|건의|문의|질문|궁금|메모|비고|하고 ?싶은 ?말|남기|남겨|전달|알레르기|식사|식단|못 ?드시|이유|사유|동기|목적|계기|경로|교통|차량|주차|동반|동행|인원|몇 ?[명분번]/,
  /특이|필요|배려|소감|후기|경험|횟수|이전|지난|과거|날짜|요일|세션|형태|방식|방법|사이즈|동의|확인 ?메일/,
  /\b(?:requests?|requirements?|questions?|comments?|remarks?|notes?|messages?|anything|diet(?:ary)?|allerg|meal|food|reasons?|why|how|number of|plus[- ]one|companions?|parking|transport|accessib|accommodat|special|needs?|sessions?|format|mode|size|consent|topics?|rate|count|records?|history|attended|past|previous|rsvp[ _](?:date|time|at|on))/,
);

/** True for those who came, and for a question that speaks of coming but asks for something else: its answers are notes. */
export const notAnswerHeader = new RegExp(
  `참석자|attendee(?! status)|^(?![^]*(?:${asksWhether}))[^]*(?:${onCondition}|${asksElse})`,
  'i',
);
