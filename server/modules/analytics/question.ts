/**
 * Whether a line asks the group something: it ends with a question mark or with words that ask, or begins as a request
 * for help does. Only the form is looked at; rhetorical questions pass for questions.
 */
export function isQuestion(text: string): boolean {
  const line = text.trim().replace(trailing, "");
  if (line.length < 2) return false;
  return marks.test(line) || particles.test(line) || openings.test(line);
}

/** Smileys, stickers in brackets and thanks in advance stand behind the question. */
const trailing =
  /(?:\p{Extended_Pictographic}|\p{Regional_Indicator}|\uFE0F|\u200D|[~～。，,.…\s]|\[[^\]]{1,6}\]|谢谢(?:大家|各位)?|感谢)+$/u;
const marks = /[?？]$/;
const particles =
  /(?:吗|怎么办|咋办|啥意思|什么意思|多少钱|多久(?:一次)?|(?<!没)什么|(?:怎么|为什么|谁|哪|几|多少|什么).*呢)$/;
const openings =
  /^(?:请问|求助|求推荐|求问|想问|问一下|请教|有没有(?:人|谁|哪位|推荐|知道)|有人(?:知道|用过|去过|遇到)|谁(?:知道|家|有|用过)|怎么|为什么|哪里|哪个|哪家|how|what|where|why|who|which|anyone|does|is there)/i;
