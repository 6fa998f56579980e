package htmlclean

import (
	"iter"
	"strings"
	"sync"
)

// maxLevels is how many proxies may stand one in another. What is deeper is no
// article's URL and stays as it is.
const maxLevels = 10

// Uses say which URLs a row is for. Media count as pictures.
type uses uint8

const (
	forPictures uses = 1 << iota
	forLinks
	forBoth = forPictures | forLinks
)

// An unwrapper is a row of the table of proxies and redirectors: how to
// recognise one, and how to recover the URL behind it.
type unwrapper struct {
	name  string
	use   uses
	hosts string // patterns, see hostIndex; "" where segment or generic says more
	path  string // what the path begins with
	// segment is a segment of the path that tells the proxy on any host.
	segment string
	how     recovery
	param   string // names how needs, best first
	own     string // parameters of the proxy itself, which end an unescaped URL in its query
	need    string // a parameter that must be there too
	bare    bool   // the scheme may be missing
	local   bool   // the URL may be relative to the proxy's host
}

// unwrap peels off proxies until none is left, and returns their names,
// outermost first. refused names a proxy that matched the table but whose
// inner URL is broken or unsafe: it stays.
func (u *urlRules) unwrap(w webURL, use uses) (inner webURL, names []string, refused string) {
	if u.keepProxies {
		return w, nil, ""
	}
	inner = w
	for {
		next, name, ok := u.unwrapOnce(&inner, use)
		if !ok {
			return inner, names, name
		}
		if len(names) == maxLevels {
			return w, nil, name
		}
		names = append(names, name)
		inner = next
	}
}

// unwrapOnce peels off one proxy. Where it cannot, the name is that of the row
// that matched, if one did.
func (u *urlRules) unwrapOnce(w *webURL, use uses) (inner webURL, name string, ok bool) {
	for i := range u.own {
		if rest := u.own[i].behind(w); rest != "" {
			if inner, ok = direct(rest, w, &unwrapper{bare: true}); ok {
				return inner, u.own[i].prefix, true
			}
			name = u.own[i].prefix
		}
	}
	for row := range u.tables.candidates(w, use) {
		inner, matched, ok := row.open(w, use)
		if ok {
			return inner, row.name, true
		}
		if matched {
			name = row.name
		}
	}
	return inner, name, false
}

// open peels the row's proxy off. matched says that it is one, even where the
// URL behind it is of no use.
func (row *unwrapper) open(w *webURL, use uses) (inner webURL, matched, ok bool) {
	if row.use&use == 0 || !pathBegins(w.path, row.path) || row.need != "" && parameter(w, row.need, "") == "" {
		return webURL{}, false, false
	}
	proxy := *w // the copy moves to the heap, not the URL of every picture that is behind nothing
	found := row.how(row, &proxy)
	if found == "" {
		return webURL{}, false, false
	}
	inner, ok = direct(found, w, row)
	return inner, true, ok
}

// pathBegins reports whether a path begins with the segments of prefix; the
// last one may be cut off, which a star at the end says.
func pathBegins(path, prefix string) bool {
	prefix, open := strings.CutSuffix(prefix, "*")
	rest, ok := strings.CutPrefix(path, prefix)
	return ok && (open || prefix == "" || rest == "" || rest[0] == '/' || prefix[len(prefix)-1] == '/')
}

// unwrapTables are the rows of the table by what tells them.
type unwrapTables struct {
	hosts     *hostIndex[*unwrapper]
	segments  map[string][]*unwrapper
	starts    [256]bool // bytes that segments begin with, to look few of them up
	proxyLike []*unwrapper
}

var allUnwrappers = sync.OnceValue(func() *unwrapTables { return newUnwrapTables(unwrappers) })

func newUnwrapTables(rows []unwrapper) *unwrapTables {
	t := &unwrapTables{segments: map[string][]*unwrapper{}}
	var bound []*unwrapper
	for i := range rows {
		switch row := &rows[i]; {
		case row.hosts != "":
			bound = append(bound, row)
		case row.segment != "":
			t.segments[row.segment] = append(t.segments[row.segment], row)
			t.starts[row.segment[0]] = true
		default:
			t.proxyLike = append(t.proxyLike, row)
		}
	}
	t.hosts = newHostIndex(bound, func(row *unwrapper) string { return row.hosts })
	return t
}

// candidates yields the rows that may be about a URL: those of its host, those
// of a segment of its path, and those of hosts that look like proxies.
func (t *unwrapTables) candidates(w *webURL, use uses) iter.Seq[*unwrapper] {
	return func(yield func(*unwrapper) bool) {
		for row := range t.hosts.rows(w.host) {
			if !yield(row) {
				return
			}
		}
		if use&forPictures != 0 {
			for segment := range firstSegments(w.path) {
				if segment == "" || !t.starts[segment[0]] {
					continue
				}
				for _, row := range t.segments[segment] {
					if !yield(row) {
						return
					}
				}
			}
		}
		if behindProxy(w) {
			for _, row := range t.proxyLike {
				if !yield(row) {
					return
				}
			}
		}
	}
}

// firstSegments yields the first segments of a path, and the last one.
func firstSegments(p string) iter.Seq[string] {
	return func(yield func(string) bool) {
		rest := strings.TrimPrefix(p, "/")
		for range 5 {
			segment, next, more := strings.Cut(rest, "/")
			if !yield(segment) || !more {
				return
			}
			rest = next
		}
		yield(rest[strings.LastIndexByte(rest, '/')+1:])
	}
}

// behindProxy reports whether a URL of a host that looks like a proxy carries
// another URL. The cheap question comes first.
func behindProxy(w *webURL) bool {
	tail := len(w.scheme) + len("://") + len(w.authority)
	return w.host != "" && (strings.Contains(w.s[tail:], "http") || strings.Contains(w.s[tail:], "?//")) && isProxyHost(w.host)
}

// isProxyHost reports whether a host names itself a proxy, or belongs to a
// service whose hosts mostly are.
func isProxyHost(host string) bool {
	if strings.HasSuffix(host, ".workers.dev") {
		return true
	}
	for label := range strings.SplitSeq(host, ".") {
		for word := range strings.SplitSeq(label, "-") {
			word = strings.TrimRight(word, "0123456789")
			if word == "cors" || strings.HasSuffix(word, "proxy") || word == "corsanywhere" {
				return true
			}
		}
	}
	return false
}

// direct makes an absolute URL of what was recovered from proxy, or says no:
// it must be http or https, of a host with a dot, without user name and
// control characters, and whole.
func direct(found string, proxy *webURL, row *unwrapper) (webURL, bool) {
	for range 3 {
		if !hasEscapedScheme(found) {
			break
		}
		plain, ok := unescapeURL(found)
		if !ok {
			return webURL{}, false
		}
		found = plain
	}
	for i := range len(found) {
		if found[i] < ' ' || found[i] == 0x7F {
			return webURL{}, false
		}
	}
	if n := len(found); n > 0 && found[n-1] == '%' || n > 1 && found[n-2] == '%' {
		return webURL{}, false // the last escape is cut off
	}
	scheme, rest := "https", found
	switch {
	case hasFoldPrefix(found, "https:"):
		rest = found[len("https:"):]
	case hasFoldPrefix(found, "http:"):
		scheme, rest = "http", found[len("http:"):]
	case slashes(found) >= 2:
	case row.local && found != "" && proxy.host != "":
		return local(found, proxy)
	case row.local && slashes(found) == 1:
		p, why := parseRelative(found, nil)
		return p.web, why == ""
	case row.bare && hasBareHost(found):
	default:
		return webURL{}, false
	}
	if strings.IndexByte(rest[:indexOrEnd(rest[slashes(rest):], `/\?#`)+slashes(rest)], '@') >= 0 {
		return webURL{}, false
	}
	p, why := parseAuthority(scheme, rest)
	if why != "" || strings.IndexByte(strings.TrimSuffix(p.web.host, "."), '.') < 0 {
		return webURL{}, false
	}
	return p.web, true
}

// local resolves what is relative to the proxy's own host. No other scheme
// gets through.
func local(found string, proxy *webURL) (webURL, bool) {
	if strings.IndexByte(found[:indexOrEnd(found, `/\?#`)], ':') >= 0 {
		return webURL{}, false
	}
	if slashes(found) == 0 {
		found = "/" + found
	}
	p, why := parseRelative(found, proxy)
	return p.web, why == ""
}

func hasFoldPrefix(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

// hasEscapedScheme reports whether s begins with "http:" or "https:" whose
// colon is percent-encoded, once or more often, or whose slashes are.
func hasEscapedScheme(s string) bool {
	if !hasFoldPrefix(s, "http") {
		return false
	}
	s = s[len("http"):]
	if s != "" && s[0]|0x20 == 's' {
		s = s[1:]
	}
	s = strings.TrimPrefix(s, ":")
	return hasFoldPrefix(s, "%3a") || hasFoldPrefix(s, "%2f") || strings.HasPrefix(s, "%25")
}

// hasBareHost reports whether s begins with a host name that cannot be taken
// for a file name.
func hasBareHost(s string) bool {
	host, rest := s, ""
	if n := strings.IndexAny(s, "/?#"); n >= 0 {
		host, rest = s[:n], s[n:]
	}
	host, _, _ = strings.Cut(host, ":")
	dot := strings.LastIndexByte(host, '.')
	if dot <= 0 || !isDomain(strings.ToLower(host)) {
		return false
	}
	top := host[dot+1:]
	if len(top) < 2 || strings.Trim(strings.ToLower(top), "abcdefghijklmnopqrstuvwxyz") != "" {
		return false
	}
	return rest != "" || !fileSuffixes[strings.ToLower(top)]
}

// An ownProxy is a prefix of Options.Proxies.
type ownProxy struct {
	prefix string
	tail   string // the prefix without its scheme
}

func newOwnProxy(prefix string) (ownProxy, bool) {
	p, why := parseURL(prefix, nil)
	if why != "" || !isWeb(p.scheme) {
		return ownProxy{}, false
	}
	tail := p.url[len(p.scheme):]
	if p.web.path == "" && p.web.question < 0 {
		tail += "/" // or a longer host would match
	}
	return ownProxy{prefix: prefix, tail: tail}, true
}

// behind returns what stands behind the prefix, "" where the URL has another
// one. An escaped URL ends at the proxy's next parameter.
func (o ownProxy) behind(w *webURL) string {
	rest, ok := strings.CutPrefix(w.s[len(w.scheme):], o.tail)
	if ok && hasEscapedScheme(rest) {
		rest, _, _ = strings.Cut(rest, "&")
	}
	if !ok || !looksLikeURL(rest) && !hasBareHost(rest) {
		return ""
	}
	return rest
}

// looksLikeURL reports whether s begins as an absolute http or https URL does,
// escaped or with a slash lost.
func looksLikeURL(s string) bool {
	return hasFoldPrefix(s, "http:/") || hasFoldPrefix(s, "https:/") || strings.HasPrefix(s, "//") || hasEscapedScheme(s)
}

// A hostIndex finds rows by host. A pattern is a host; ".example.org", which is
// that host and all below it; "i*.example.org", whose star is the rest of the
// first label; or "i*", a first label of any host.
type hostIndex[T any] struct {
	exact  map[string][]T
	below  map[string][]T
	starry map[string][]starRow[T] // by what follows the first label, "" where anything may
	sites  wordMap[bool]           // the last two labels of the patterns
	starts [256]bool               // bytes that the labels with a star begin with where these two do not tell
}

type starRow[T any] struct {
	before, after string // what stands around the star in the first label
	row           T
}

func (s *starRow[T]) matches(label string) bool {
	return strings.HasPrefix(label, s.before) && strings.HasSuffix(label[len(s.before):], s.after)
}

func newHostIndex[T any](rows []T, patterns func(T) string) *hostIndex[T] {
	ix := &hostIndex[T]{exact: map[string][]T{}, below: map[string][]T{}, starry: map[string][]starRow[T]{}}
	for _, row := range rows {
		for pattern := range strings.FieldsSeq(patterns(row)) {
			label, parent, _ := strings.Cut(pattern, ".")
			if parent != "" {
				*ix.sites.at(site(strings.TrimPrefix(pattern, "."))) = true
			}
			switch before, after, star := strings.Cut(label, "*"); {
			case star:
				ix.starry[parent] = append(ix.starry[parent], starRow[T]{before, after, row})
				if strings.IndexByte(parent, '.') < 0 {
					ix.starts[before[0]] = true
				}
			case label == "":
				ix.below[parent] = append(ix.below[parent], row)
			default:
				ix.exact[pattern] = append(ix.exact[pattern], row)
			}
		}
	}
	return ix
}

// rows yields the rows for a host, those of the host itself first. Nearly all
// hosts have none, which their last two labels tell.
func (ix *hostIndex[T]) rows(host string) iter.Seq[T] {
	return func(yield func(T) bool) {
		host = strings.TrimSuffix(host, ".")
		if host == "" || ix.sites.get(site(host)) == nil && !ix.starts[host[0]] {
			return
		}
		for _, row := range ix.exact[host] {
			if !yield(row) {
				return
			}
		}
		label, parent, _ := strings.Cut(host, ".")
		for _, s := range ix.starry[parent] {
			if s.matches(label) && !yield(s.row) {
				return
			}
		}
		if ix.starts[host[0]] {
			for _, s := range ix.starry[""] {
				if s.matches(label) && !yield(s.row) {
					return
				}
			}
		}
		for parent = host; parent != ""; _, parent, _ = strings.Cut(parent, ".") {
			for _, row := range ix.below[parent] {
				if !yield(row) {
					return
				}
			}
		}
	}
}
