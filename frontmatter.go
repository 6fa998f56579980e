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
// proxies gone from its addresses: where a value, or an item of a list, is as a
// whole an address that [Cleaner.Address] can better. All else stays byte for
// byte, and so does every value that runs over more than one line.
func (c *Cleaner) FrontMatter(front string) string {
	if !strings.Contains(front, "//") {
		return front
	}
	f := frontMatter{src: front, better: c.Address}
	f.toml = strings.HasPrefix(strings.TrimLeft(front, "\ufeff \t\r\n"), "+++")
	for at := 0; at < len(front); {
		line, next := lineAt(front, at)
		if !f.inside(line) {
			f.statement(at, at+len(line), next)
		}
		at = next
	}
	f.out.WriteString(front[f.copied:])
	return f.out.String()
}

// A frontMatter is front matter on its way from src to out. It knows as much of
// YAML and TOML as it takes to tell where a value on one line begins and ends.
type frontMatter struct {
	src    string
	toml   bool
	better func(string) string

	out    strings.Builder
	copied int // how much of src is in out

	until string // closing quote of a string that began on a line before
	block int    // what the lines of a value that goes on are indented by at least; 0 outside
}

// inside tells whether a line belongs to a string that began before it.
func (f *frontMatter) inside(line string) bool {
	if f.until != "" {
		if strings.Contains(line, f.until) {
			f.until = ""
		}
		return true
	}
	if f.block > 0 {
		if line == "" || indent(line) >= f.block {
			return true
		}
		f.block = 0
	}
	return false
}

// statement looks for values in src[i:end], a line without its end; the line
// behind it begins at next.
func (f *frontMatter) statement(i, end, next int) {
	begin := i
	i = f.skipBlanks(i, end)
	column, item := i-begin, false
	for !f.toml && i+1 < end && f.src[i] == '-' && isBlankByte(f.src[i+1]) {
		column, item = i-begin, true
		i = f.skipBlanks(i+1, end)
	}
	if v, ok := f.key(i, end, end); ok {
		column = i - begin
		if item {
			column = max(column, 1)
		}
		i = v
	} else if !item && i < end && strings.IndexByte(`"'[{`, f.src[i]) < 0 {
		return // a further line of a value without quotes, a fence, a comment
	}
	if i == end {
		return
	}
	switch f.src[i] {
	case '|', '>':
		f.block = column + 1
	case '"', '\'':
		f.quoted(i, end)
	case '[', '{':
		f.flow(i, end)
	default:
		if line, _ := lineAt(f.src, next); line != "" && indent(line) > column {
			f.block = column + 1 // the value goes on
			return
		}
		f.bare(i, f.comment(i, end))
	}
}

// key returns where the value behind a key at i begins.
func (f *frontMatter) key(i, end, stop int) (value int, ok bool) {
	if i < end && (f.src[i] == '"' || f.src[i] == '\'') {
		_, after, closed := f.str(i, end)
		after = f.skipBlanks(after, end)
		if closed && after < end && f.src[after] == f.separator() {
			return f.skipBlanks(after+1, end), true
		}
		return i, false
	}
	for k := i; k < stop; k++ {
		switch c := f.src[k]; {
		case c == '#' && k > i && isBlankByte(f.src[k-1]):
			return i, false
		case c == f.separator() && (f.toml || k+1 == end || isBlankByte(f.src[k+1])):
			return f.skipBlanks(k+1, end), k > i
		}
	}
	return i, false
}

func (f *frontMatter) separator() byte {
	if f.toml {
		return '='
	}
	return ':'
}

// str returns the content of the string that begins with the quote at i, and
// where src goes on behind it.
func (f *frontMatter) str(i, end int) (content string, after int, closed bool) {
	quote := f.src[i]
	for k := i + 1; k < end; k++ {
		switch {
		case f.src[k] == '\\' && quote == '"':
			k++
		case f.src[k] != quote:
		case !f.toml && quote == '\'' && k+1 < end && f.src[k+1] == quote:
			k++
		default:
			return f.src[i+1 : k], k + 1, true
		}
	}
	return "", end, false
}

// quoted betters the string at i, and returns where src goes on behind it.
func (f *frontMatter) quoted(i, end int) int {
	quote := f.src[i : i+1]
	if triple := strings.Repeat(quote, 3); f.toml && strings.HasPrefix(f.src[i:end], triple) {
		if !strings.Contains(f.src[i+3:end], triple) {
			f.until = triple
		}
		return end
	}
	content, after, closed := f.str(i, end)
	if !closed {
		f.until = quote
		return end
	}
	if rest := f.skipBlanks(after, end); rest == end || strings.IndexByte(",]}#", f.src[rest]) >= 0 {
		f.value(i+1, content, `"'\`)
	}
	return after
}

// flow betters the strings and bare values of the list or mapping at i, as far
// as it goes on this line.
func (f *frontMatter) flow(i, end int) {
	for i < end {
		switch c := f.src[i]; {
		case c == '#' && isBlankByte(f.src[i-1]):
			return
		case isBlankByte(c) || strings.IndexByte("[]{},", c) >= 0:
			i++
		default:
			stop := i
			for stop < end && strings.IndexByte("[]{},", f.src[stop]) < 0 {
				stop++
			}
			if v, ok := f.key(i, end, stop); ok {
				i = v
				continue
			}
			if c == '"' || c == '\'' {
				i = f.quoted(i, end)
				continue
			}
			f.bare(i, stop)
			i = stop
		}
	}
}

// bare betters the value without quotes in src[i:end]. TOML has none.
func (f *frontMatter) bare(i, end int) {
	if !f.toml {
		f.value(i, strings.TrimRight(f.src[i:end], " \t"), `"'\[]{},`)
	}
}

// comment returns where the comment behind a bare value at i begins, or end.
func (f *frontMatter) comment(i, end int) int {
	for k := i + 1; k < end; k++ {
		if f.src[k] == '#' && isBlankByte(f.src[k-1]) {
			return k
		}
	}
	return end
}

// value puts the better address in the place of old at i, unless one of them
// holds what means something else there.
func (f *frontMatter) value(i int, old, special string) {
	if !isWholeAddress(old) || strings.ContainsAny(old, special) {
		return
	}
	better := f.better(old)
	if better == old || !isWholeAddress(better) || strings.ContainsAny(better, special) || strings.HasSuffix(better, ":") {
		return
	}
	f.out.WriteString(f.src[f.copied:i])
	f.out.WriteString(better)
	f.copied = i + len(old)
}

// isWholeAddress tells whether all of s can be an absolute address, or one
// relative to the scheme: it begins like one, and nothing in it ends one.
func isWholeAddress(s string) bool {
	rest := s
	if scheme, after, ok := strings.Cut(s, ":"); ok && (strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https")) {
		rest = after
	}
	return strings.HasPrefix(rest, "//") && strings.IndexFunc(s, func(r rune) bool { return r <= ' ' || r == 0x7f }) < 0
}

func (f *frontMatter) skipBlanks(i, end int) int {
	for i < end && isBlankByte(f.src[i]) {
		i++
	}
	return i
}

func isBlankByte(c byte) bool { return c == ' ' || c == '\t' }

func indent(line string) int { return len(line) - len(strings.TrimLeft(line, " \t")) }
