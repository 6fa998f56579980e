package htmlclean

import (
	"strings"
	"unicode/utf8"
)

var (
	whyNoTag = reason("parse", "no-tag", "a < before letters that run into a comma, a quotation mark, a Chinese character or the like is a sign in the text, and so is one before an address")
	whyCode  = reason("parse", "code-placeholder", "inside code an element that HTML does not have, such as <base-image> or List<String>, is text that the source forgot to escape, and so is every element of a page where code shows a page")
)

// escapeCode escapes, inside pre and code, the < of tags that HTML does not
// have: source code that was pasted unescaped, and with it its comments and the
// XML declaration. Everywhere it keeps PHP's opening tag, which the parser would
// take for a comment up to the next >, a < that is a sign in the text, a tag
// that the text names, and the & of a parameter; and it ends a frame that nothing
// else would end.
func (j *job) escapeCode(src string) string {
	src = j.escapeParameters(src)
	var b strings.Builder
	done, inside := 0, 0
	source := false              // the code at hand has unescaped tags
	var region, outer codeRegion // of the code at hand, and of the pre around it
	const unknown = -2
	lastComment := unknown // where the last comment of the source ends
	end := 0               // of the tag at hand; looked for once, however many < are before it
	tagEnd := func(start int) int {
		if end <= start {
			end = len(src)
			if at := strings.IndexByte(src[start:], '>'); at >= 0 {
				end = start + at + 1
			}
		}
		return end
	}
	ends := endTags{src: src}
	escape := func(why *Reason, start, end int) {
		if change := j.change(why, "escape"); change != nil {
			change.Added = src[start:end]
		}
		if b.Len() == 0 {
			b.Grow(len(src) + len(src)/16)
		}
		b.WriteString(src[done:start])
		b.WriteString("&lt;")
		done = start + 1
	}
	for i := 0; !j.stopped(); {
		at := strings.IndexByte(src[i:], '<')
		if at < 0 {
			break
		}
		start := i + at
		i = start + 1
		rest := src[i:]
		name, closes := tagName(rest)
		switch {
		case (name == "code" || name == "pre") && !(region.code && region.pasted && start < region.end):
			if closes {
				inside = max(0, inside-1)
				if start >= region.end {
					region, outer = outer, codeRegion{}
				}
				break
			}
			source = source && inside > 0
			if inside == 0 || inside == 1 && !region.code {
				i = min(len(src), i+tagLength(rest, name, false)+1)
				outer, region = region, newCodeRegion(src, i, src[start:i], name, inside > 0)
				source = source || region.pasted
			}
			inside++
		case strings.HasPrefix(rest, "?php"):
			escape(whyCode, start, tagEnd(start))
		case !endsTagName(rest, len(name)) && isNoTagName(rest):
			escape(whyNoTag, start, signEnd(src, i))
		case !closes && name != "" && ends.isNamed(name, start, inside > 0, region.end):
			escape(whyNamed, start, tagEnd(start))
		case inside == 0 && !closes && isRawText(name):
			length, open := ends.isOpen(name, start)
			if !open {
				i += tagLength(rest, name, false)
				break
			}
			i += length
			j.noteEnded(name)
			b.WriteString(src[done:i])
			b.WriteString("</" + name + ">")
			done = i
		case inside == 0:
			i += tagLength(rest, name, closes)
		case strings.HasPrefix(rest, "!--"):
			if lastComment == unknown {
				lastComment = strings.LastIndex(src, "-->")
			}
			if i < lastComment && (source || isPaintedComment(src[:start])) {
				end := i + strings.Index(rest, "-->") + len("-->")
				escape(whyCode, start, end)
				b.WriteString(strings.ReplaceAll(src[done:end], "<", "&lt;"))
				done, i = end, end
			}
		case name == "svg" && !closes && start < region.end && !region.pasted:
			length := region.drawing(i - region.start)
			if length == 0 {
				escape(whyCode, start, tagEnd(start))
			}
			i += length
		case region.around && start < region.end:
			// Beside the code in a pre stand buttons and the like.
		case isForgotten(rest), strings.HasPrefix(rest, "!") && region.pasted && start < region.end:
			source = true
			escape(whyCode, start, tagEnd(start))
		case name != "" && start < region.end && region.shows(rest, name, closes, src[:start]):
			escape(whyCode, start, tagEnd(start))
		}
	}
	if done == 0 {
		return src
	}
	b.WriteString(src[done:])
	return b.String()
}

// signEnd is the end of the text that starts with a sign before i: behind the
// next >, or before the next <.
func signEnd(src string, i int) int {
	at := strings.IndexAny(src[i:], "<>")
	switch {
	case at < 0:
		return len(src)
	case src[i+at] == '>':
		at++
	}
	return i + at
}

// endsTagName tells, for most tags and cheaply, that they are ones: a > or a space
// stands behind the name.
func endsTagName(rest string, at int) bool {
	return at > 0 && (rest[at] == '>' || rest[at] == ' ' && (at+1 == len(rest) || rest[at+1] < firstCJK))
}

// firstCJK is the first byte of the characters from U+3000 on in UTF-8.
const firstCJK = 0xe3

// isNoTagName tells whether what follows a < cannot be a tag anybody wrote: the
// letters run into a character that no name has, as in "a<b，c", or are an
// address in angle brackets.
func isNoTagName(rest string) bool {
	end := 0
	for end < len(rest) && rest[end] < utf8.RuneSelf && isNameByte(rest[end]) {
		end++
	}
	if end == 0 || end == len(rest) || !isLetter(rest[0]) {
		return false
	}
	switch c := rest[end]; c {
	case '/':
		return rest[end-1] == ':' && strings.HasPrefix(rest[end:], "//")
	case '"', '\'', '&', '(', ')', ',', ';', '@', '+', '*', '|':
		return true
	case ' ':
		return end+1 < len(rest) && rest[end+1] >= firstCJK && !strings.HasPrefix(rest[end+1:], "\u3000")
	default:
		return c >= utf8.RuneSelf
	}
}

// tagLength is how much of rest, what follows a <, is a tag, a comment, or an
// element whose content is no markup; its < are no tags.
func tagLength(rest, name string, closes bool) int {
	if strings.HasPrefix(rest, "!--") {
		if at := strings.Index(rest, "-->"); at >= 0 {
			return at
		}
		return len(rest)
	}
	if name == "" || closes {
		return 0
	}
	if isRawText(name) {
		if at := endTagIn(rest, name); at >= 0 {
			return at + len("</")
		}
		return len(rest)
	}
	for i := len(name); i < len(rest); i++ {
		switch c := rest[i]; {
		case c > '>':
		case c == '>':
			return i
		case (c == '"' || c == '\'') && rest[i-1] == '=':
			size := strings.IndexByte(rest[i+1:], c)
			if size < 0 {
				return len(rest)
			}
			i += size + 1
		}
	}
	return len(rest)
}

// isPaintedComment tells whether a comment that follows before is the text of an
// element in which a highlighter put a comment of the source.
func isPaintedComment(before string) bool { return strings.HasSuffix(before, `comment">`) }

// isForgotten tells whether what follows a < in source code would be swallowed:
// a tag whose name no standard has, the </ of a tag that a highlighter cut in
// two, or an XML declaration.
func isForgotten(rest string) bool {
	if hasTagPrefix(rest, "?xml") {
		return true
	}
	name := strings.TrimPrefix(rest, "/")
	if name == "" || !isLetter(name[0]) {
		return len(name) < len(rest) // "</" and no letter is a bogus comment up to the next >
	}
	const longest = 16 // bytes in the longest known name
	end := 1
	for end <= longest && end < len(name) && name[end] != '>' && name[end] != '/' && name[end] > ' ' {
		end++
	}
	return end > longest || !knownElements[strings.ToLower(name[:end])]
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// tagName is the name in lower case of the tag that rest, what follows a <, may
// be; "" where it is none, or where other letters than ASCII follow.
func tagName(rest string) (name string, closes bool) {
	if closes = strings.HasPrefix(rest, "/"); closes {
		rest = rest[1:]
	}
	end, upper := 0, false
	for end < len(rest) && rest[end] < utf8.RuneSelf && isNameByte(rest[end]) {
		upper = upper || rest[end] < 'a' && rest[end] >= 'A'
		end++
	}
	if end == 0 || end == len(rest) || rest[end] >= utf8.RuneSelf || !isLetter(rest[0]) {
		return "", closes
	}
	if upper {
		return strings.ToLower(rest[:end]), closes
	}
	return rest[:end], closes
}

// hasTagPrefix tells whether s begins with name, in any case, and the name ends there.
func hasTagPrefix(s, name string) bool {
	return len(s) > len(name) && strings.EqualFold(s[:len(name)], name) && !isNameByte(s[len(name)])
}

func isNameByte(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '-' || c == '_' || c == ':' || c >= 0x80
}
