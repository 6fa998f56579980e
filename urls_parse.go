package htmlclean

import (
	"net/netip"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/idna"
)

// maxURL is the longest URL that is kept, in bytes; data: URLs are not bound by it.
const maxURL = 64 << 10

// A webURL is an absolute http, https or ftp URL, or a relative one with an
// empty host, cut at its parts. Every part is a piece of s.
type webURL struct {
	s         string
	scheme    string
	authority string // host with port
	host      string
	path      string // from the "/" on; may be empty
	query     string // behind the "?"
	fragment  string // behind the "#"
	question  int    // index of the "?" in s, -1 where there is none
	hash      int    // index of the "#" in s, -1 where there is none
}

// A parsedURL is what parseURL makes of an attribute's value.
type parsedURL struct {
	url    string
	scheme string // lower case; "" where the URL is relative
	web    webURL // the parts, unless the scheme has an opaque path
}

const (
	whyEmpty    = "it is empty"
	whyTooLong  = "it is longer than 64 KB"
	whyNoHost   = "it has no valid host"
	whyBadPort  = "its port is no port number"
	whyNoTarget = "nothing follows its scheme"
)

// Classes of bytes in a URL.
const (
	codePoint  = 1 << iota // an ASCII URL code point, but for the separators "?" and "#"
	hostByte               // may stand in a host name, lower case
	schemeByte             // may stand in a scheme
	hexDigit
)

var byteClass = func() (class [256]uint8) {
	for c := range class {
		lower := c >= 'a' && c <= 'z'
		letter := lower || c >= 'A' && c <= 'Z'
		digit := c >= '0' && c <= '9'
		if letter || digit || strings.IndexByte("!$&'()*+,-./:;=@_~", byte(c)) >= 0 {
			class[c] |= codePoint
		}
		if lower || digit || c == '-' || c == '.' || c == '_' {
			class[c] |= hostByte
		}
		if letter || digit || c == '+' || c == '-' || c == '.' {
			class[c] |= schemeByte
		}
		if digit || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F' {
			class[c] |= hexDigit
		}
	}
	return class
}()

// parseURL reads a URL as the URL Standard does and writes it as a valid URL
// string that leads to the same place: bytes that are no URL code points are
// percent-encoded, the rest stays as it is. A base of nil leaves relative
// URLs relative. The second result says why there is no URL.
//
// One thing differs from the Standard on purpose: a URL that begins with two
// slashes is https whatever the page is, and user names and passwords are left
// out, which a valid URL must not have.
func parseURL(raw string, base *webURL) (parsedURL, string) {
	if w, ok := wellFormed(raw); ok {
		return parsedURL{url: raw, scheme: w.scheme, web: w}, ""
	}
	s := stripURL(raw)
	if s == "" {
		return parsedURL{}, whyEmpty
	}
	scheme, rest := cutScheme(s)
	if len(s) > maxURL && scheme != "data" {
		return parsedURL{scheme: scheme}, whyTooLong
	}
	switch {
	case scheme == "" && slashes(s) >= 2:
		return parseAuthority("https", s)
	case scheme == "":
		return parseRelative(s, base)
	case !isSpecial(scheme):
		return parseOpaque(scheme, rest)
	case base != nil && base.scheme == scheme && slashes(rest) < 2:
		return parseRelative(rest, base)
	}
	return parseAuthority(scheme, rest)
}

func isSpecial(scheme string) bool { return scheme == "https" || scheme == "http" || scheme == "ftp" }

// wellFormed cuts a URL that parseURL would not change, without allocating.
// It may say no to some of them.
func wellFormed(s string) (webURL, bool) {
	w := webURL{s: s, question: -1, hash: -1}
	switch {
	case strings.HasPrefix(s, "https://"):
		w.scheme = s[:5]
	case strings.HasPrefix(s, "http://"):
		w.scheme = s[:4]
	default:
		return w, false
	}
	if len(s) > maxURL {
		return w, false
	}
	start := len(w.scheme) + len("://")
	end := start
	for end < len(s) && byteClass[s[end]]&hostByte != 0 {
		end++
	}
	w.host = s[start:end]
	if !isDomain(w.host) {
		return w, false
	}
	if end < len(s) && s[end] == ':' {
		digits := end + 1
		for end++; end < len(s) && s[end] >= '0' && s[end] <= '9'; end++ {
		}
		if !isPort(s[digits:end]) {
			return w, false
		}
	}
	if end < len(s) && s[end] != '/' && s[end] != '?' && s[end] != '#' {
		return w, false
	}
	w.authority = s[start:end]
	if !w.cutTail(end) {
		return w, false
	}
	return w, true
}

// cutTail sets path, query and fragment from s[at:], and reports whether
// nothing there needs to be encoded.
func (w *webURL) cutTail(at int) bool {
	s, clean := w.s, true
	for i := at; i < len(s); {
		switch c := s[i]; {
		case byteClass[c]&codePoint != 0:
			i++
		case c == '?':
			if w.question < 0 && w.hash < 0 {
				w.question = i
			}
			i++
		case c == '#':
			if w.hash >= 0 {
				clean = false
			} else {
				w.hash = i
			}
			i++
		case c == '%':
			clean = clean && isEscape(s[i:])
			i++
		case c < utf8.RuneSelf:
			clean = false
			i++
		default:
			n, ok := urlRune(s[i:])
			clean = clean && ok
			i += n
		}
	}
	end := len(s)
	if w.hash >= 0 {
		w.fragment = s[w.hash+1:]
		end = w.hash
	}
	if w.question >= 0 {
		w.query = s[w.question+1 : end]
		end = w.question
	}
	w.path = s[at:end]
	return clean
}

// cutURL cuts what parseURL has written.
func cutURL(s string) webURL {
	w := webURL{s: s, question: -1, hash: -1}
	at := 0
	if scheme, _, ok := strings.Cut(s, "://"); ok && isSpecial(scheme) {
		w.scheme = scheme
		start := len(scheme) + len("://")
		at = len(s)
		if n := strings.IndexAny(s[start:], "/?#"); n >= 0 {
			at = start + n
		}
		w.authority = s[start:at]
		w.host = w.authority
		if n := strings.LastIndexByte(w.host, ':'); n >= 0 && n > strings.LastIndexByte(w.host, ']') {
			w.host = w.host[:n]
		}
	}
	w.cutTail(at)
	return w
}

// urlRune returns the length of the rune at the start of s, which is not ASCII,
// and whether it is a URL code point. U+FFFD is one, but stands for what was none.
func urlRune(s string) (int, bool) {
	r, n := utf8.DecodeRuneInString(s)
	if r == utf8.RuneError && n == 1 {
		return 1, false
	}
	return n, r >= 0xA0 && r != utf8.RuneError && r&0xFFFE != 0xFFFE && (r < 0xFDD0 || r > 0xFDEF)
}

func isEscape(s string) bool {
	return len(s) >= 3 && byteClass[s[1]]&hexDigit != 0 && byteClass[s[2]]&hexDigit != 0
}

// stripURL takes away what the URL Standard takes away first: C0 controls and
// spaces around, tabs and newlines anywhere.
func stripURL(s string) string {
	s = strings.TrimFunc(s, func(r rune) bool { return r <= ' ' })
	if !strings.ContainsAny(s, "\t\n\r") {
		return s
	}
	b := make([]byte, 0, len(s))
	for i := range len(s) {
		if c := s[i]; c != '\t' && c != '\n' && c != '\r' {
			b = append(b, c)
		}
	}
	return string(b)
}

// cutScheme cuts the scheme off, in lower case; it is "" where there is none.
func cutScheme(s string) (scheme, rest string) {
	if s[0]|0x20 < 'a' || s[0]|0x20 > 'z' {
		return "", s
	}
	for i := range len(s) {
		if s[i] == ':' {
			return strings.ToLower(s[:i]), s[i+1:]
		}
		if byteClass[s[i]]&schemeByte == 0 {
			break
		}
	}
	return "", s
}

// slashes counts the slashes and backslashes s begins with.
func slashes(s string) int {
	n := 0
	for n < len(s) && (s[n] == '/' || s[n] == '\\') {
		n++
	}
	return n
}

// parseAuthority reads what follows a special scheme. Any number of slashes
// stands before the host.
func parseAuthority(scheme, s string) (parsedURL, string) {
	s = s[slashes(s):]
	authority, tail := s, ""
	if n := strings.IndexAny(s, `/\?#`); n >= 0 {
		authority, tail = s[:n], s[n:]
	}
	authority = authority[strings.LastIndexByte(authority, '@')+1:]
	host, port := authority, ""
	if n := strings.LastIndexByte(host, ':'); n >= 0 && n > strings.LastIndexByte(host, ']') {
		host, port = host[:n], host[n+1:]
	}
	host, ok := cleanHost(host)
	if !ok {
		return parsedURL{scheme: scheme}, whyNoHost
	}
	if port != "" && !isPort(port) {
		return parsedURL{scheme: scheme}, whyBadPort
	}
	b := make([]byte, 0, len(scheme)+len("://:")+len(host)+len(port)+len(tail)+8)
	b = append(b, scheme...)
	b = append(b, "://"...)
	b = append(b, host...)
	if port != "" {
		b = append(b, ':')
		b = append(b, port...)
	}
	w := cutURL(string(appendTail(b, tail, true)))
	return parsedURL{url: w.s, scheme: scheme, web: w}, ""
}

func isPort(s string) bool {
	n := 0
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
		if n = n*10 + int(s[i]-'0'); n > 65535 {
			return false
		}
	}
	return s != ""
}

// parseRelative resolves a URL without scheme and host. Without a base it stays
// relative, and a path whose first segment has a colon gets a "./", so that
// nobody takes it for a scheme.
func parseRelative(s string, base *webURL) (parsedURL, string) {
	if s == "" {
		return parsedURL{}, whyEmpty
	}
	if base == nil || s[0] == '#' {
		b := make([]byte, 0, len(s)+8)
		if s[0] != '#' && strings.IndexByte(s[:indexOrEnd(s, `/\?#`)], ':') >= 0 {
			b = append(b, "./"...)
		}
		w := cutURL(string(appendTail(b, s, true)))
		return parsedURL{url: w.s, web: w}, ""
	}
	b := make([]byte, 0, len(base.s)+len(s)+8)
	b = append(b, base.scheme...)
	b = append(b, "://"...)
	b = append(b, base.authority...)
	root := len(b)
	switch s[0] {
	case '?':
		b = append(b, base.path...)
	case '/', '\\':
		n := indexOrEnd(s, "?#")
		b = appendPath(b, root, s[:n])
		s = s[n:]
	default:
		n := indexOrEnd(s, "?#")
		b = appendPath(b, root, base.path[:strings.LastIndexByte(base.path, '/')+1]+s[:n])
		s = s[n:]
	}
	w := cutURL(string(appendTail(b, s, false)))
	return parsedURL{url: w.s, scheme: base.scheme, web: w}, ""
}

// indexOrEnd is the index of the first of chars in s, or the length of s.
func indexOrEnd(s, chars string) int {
	if n := strings.IndexAny(s, chars); n >= 0 {
		return n
	}
	return len(s)
}

// appendPath appends a path to b, whose own path begins at root, and resolves
// the dot segments.
func appendPath(b []byte, root int, path string) []byte {
	if slashes(path) > 0 {
		path = path[1:]
	}
	for {
		n := indexOrEnd(path, `/\`)
		segment, last := path[:n], n == len(path)
		switch dots(segment) {
		case 2:
			b = b[:max(root, lastSlash(b, root))]
			if last {
				b = append(b, '/')
			}
		case 1:
			if last {
				b = append(b, '/')
			}
		default:
			b = appendTail(append(b, '/'), segment, true)
		}
		if last {
			return b
		}
		path = path[n+1:]
	}
}

func lastSlash(b []byte, root int) int {
	for i := len(b) - 1; i >= root; i-- {
		if b[i] == '/' {
			return i
		}
	}
	return root
}

// dots returns how many dots a dot segment has, 0 for any other segment. A dot
// may be written %2e.
func dots(segment string) int {
	n := 0
	for segment != "" {
		switch {
		case segment[0] == '.':
			segment = segment[1:]
		case len(segment) >= 3 && strings.EqualFold(segment[:3], "%2e"):
			segment = segment[3:]
		default:
			return 0
		}
		if n++; n > 2 {
			return 0
		}
	}
	return n
}

// parseOpaque reads what follows a scheme such as mailto.
func parseOpaque(scheme, rest string) (parsedURL, string) {
	if rest == "" || scheme == "data" {
		return parsedURL{scheme: scheme, url: rest}, whyNoTarget
	}
	if host, ok := strings.CutPrefix(rest, "//"); ok {
		host = host[:indexOrEnd(host, "/?#")]
		for i := range len(host) {
			if c := host[i]; c >= utf8.RuneSelf || byteClass[c]&codePoint == 0 {
				return parsedURL{scheme: scheme}, whyNoHost
			}
		}
	}
	b := make([]byte, 0, len(scheme)+1+len(rest)+8)
	b = append(append(b, scheme...), ':')
	return parsedURL{scheme: scheme, url: string(appendTail(b, rest, false))}, ""
}

const upperHex = "0123456789ABCDEF"

// appendTail appends path, query and fragment to b and percent-encodes what is
// no URL code point. A backslash in the path of a special URL is a slash.
func appendTail(b []byte, s string, special bool) []byte {
	path, fragment := special, false
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case byteClass[c]&codePoint != 0:
			b = append(b, c)
		case c == '?':
			path = false
			b = append(b, c)
		case c == '#' && !fragment:
			path, fragment = false, true
			b = append(b, c)
		case c == '\\' && path:
			b = append(b, '/')
		case c == '%' && isEscape(s[i:]):
			b = append(b, c)
		case c < utf8.RuneSelf:
			b = append(b, '%', upperHex[c>>4], upperHex[c&15])
		default:
			n, ok := urlRune(s[i:])
			for _, c := range []byte(s[i : i+n]) {
				if ok {
					b = append(b, c)
				} else {
					b = append(b, '%', upperHex[c>>4], upperHex[c&15])
				}
			}
			i += n
			continue
		}
		i++
	}
	return b
}

// hostProfile is "domain to ASCII" of the URL Standard.
var hostProfile = idna.New(
	idna.MapForLookup(),
	idna.Transitional(false),
	idna.BidiRule(),
	idna.CheckJoiners(true),
	idna.CheckHyphens(false),
	idna.StrictDomainName(false),
)

// cleanHost returns a host in lower case, as browsers understand it. A name in
// another script stays in that script.
func cleanHost(host string) (string, bool) {
	if strings.HasPrefix(host, "[") {
		inner := strings.TrimSuffix(host[1:], "]")
		addr, err := netip.ParseAddr(inner)
		ok := err == nil && addr.Is6() && addr.Zone() == "" && len(inner) == len(host)-2
		return strings.ToLower(host), ok
	}
	if strings.IndexByte(host, '%') >= 0 {
		plain, ok := unescapeURL(host)
		if !ok {
			return "", false
		}
		host = plain
	}
	ascii := true
	for i := range len(host) {
		ascii = ascii && host[i] < utf8.RuneSelf
	}
	host = strings.ToLower(host)
	if ascii {
		return host, isDomain(host)
	}
	if len(host) > 4*253 {
		return "", false
	}
	name, err := hostProfile.ToASCII(host)
	if err != nil || !isDomain(name) {
		return "", false
	}
	if host, err = hostProfile.ToUnicode(name); err != nil {
		return "", false
	}
	return host, true
}

// isDomain reports whether an ASCII host in lower case is a domain name that
// can exist, or an IPv4 address.
func isDomain(host string) bool {
	name := strings.TrimSuffix(host, ".")
	if name == "" || len(name) > 253 {
		return false
	}
	label, coded := 0, false
	for i := range len(name) {
		if byteClass[name[i]]&hostByte == 0 {
			return false
		}
		if name[i] != '.' {
			continue
		}
		if i == label || i-label > 63 {
			return false
		}
		coded = coded || strings.HasPrefix(name[label:], "xn--")
		label = i + 1
	}
	last := name[label:]
	if last == "" || len(last) > 63 {
		return false
	}
	if last[0] >= '0' && last[0] <= '9' && isIPNumber(last) {
		addr, err := netip.ParseAddr(name)
		return err == nil && addr.Is4()
	}
	if !coded && !strings.HasPrefix(last, "xn--") {
		return true
	}
	if strings.Contains(name+".", "xn--.") {
		return false // nothing is encoded: browsers refuse it, the profile does not
	}
	_, err := hostProfile.ToASCII(name)
	return err == nil
}

// isIPNumber reports whether the URL Standard takes the last label of a host for
// a number, and so the host for an IPv4 address.
func isIPNumber(label string) bool {
	digits := label
	if strings.HasPrefix(label, "0x") {
		digits = strings.TrimLeft(label[2:], "0123456789abcdef")
	} else {
		digits = strings.TrimLeft(label, "0123456789")
	}
	return digits == ""
}

// unescapeURL decodes percent escapes once. A plus sign stays one. It says no
// where the last escape is cut off: then so is the URL.
func unescapeURL(s string) (string, bool) {
	first := strings.IndexByte(s, '%')
	if first < 0 {
		return s, true
	}
	b := make([]byte, 0, len(s))
	b = append(b, s[:first]...)
	for i := first; i < len(s); i++ {
		if s[i] != '%' {
			b = append(b, s[i])
			continue
		}
		if isEscape(s[i:]) {
			b = append(b, unhex(s[i+1])<<4|unhex(s[i+2]))
			i += 2
			continue
		}
		if i+2 >= len(s) {
			return "", false
		}
		b = append(b, '%')
	}
	return string(b), true
}

func unhex(c byte) byte {
	switch {
	case c >= 'a':
		return c - 'a' + 10
	case c >= 'A':
		return c - 'A' + 10
	}
	return c - '0'
}
