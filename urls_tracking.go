package htmlclean

import (
	"regexp"
	"slices"
	"strings"
	"sync"
)

// A tracking row lists query parameters that only say how a reader came to a
// page of some hosts.
type tracking struct {
	hosts string // patterns, see hostIndex; "" is every host
	part  string // what the path must contain
	names string // lower case; a "*" at the end stands for any rest, alone for any name
	tail  string // what the path goes on with behind the address of the page
	keep  string // where set: these parameters are the address, and where all of them are there every other one goes
}

// A trackingRow is a tracking ready for look-ups.
type trackingRow struct {
	tracking
	set trackingNames
}

type trackingNames struct {
	all      bool
	exact    map[string]bool
	prefixes map[byte][]string // by first byte
}

func newTrackingNames(names string) trackingNames {
	t := trackingNames{exact: map[string]bool{}, prefixes: map[byte][]string{}}
	for name := range strings.FieldsSeq(names) {
		if prefix, ok := strings.CutSuffix(name, "*"); ok && prefix == "" {
			t.all = true
		} else if ok {
			t.prefixes[prefix[0]] = append(t.prefixes[prefix[0]], prefix)
		} else {
			t.exact[name] = true
		}
	}
	return t
}

func (t *trackingNames) has(name string) bool {
	if t.all || t.exact[name] {
		return true
	}
	if name != "" {
		for _, prefix := range t.prefixes[name[0]] {
			if strings.HasPrefix(name, prefix) {
				return true
			}
		}
	}
	return false
}

var trackingTables = sync.OnceValue(func() (t struct {
	everywhere trackingNames
	signed     trackingNames
	hosts      *hostIndex[*trackingRow]
}) {
	var bound []*trackingRow
	for _, row := range trackingParameters {
		if row.hosts == "" {
			t.everywhere = newTrackingNames(row.names)
			continue
		}
		bound = append(bound, &trackingRow{row, newTrackingNames(row.names)})
	}
	t.signed = newTrackingNames(signatures)
	t.hosts = newHostIndex(bound, func(row *trackingRow) string { return row.hosts })
	return t
})

// withoutTracking takes the tracking parameters out of a URL, and returns their
// names. All else stays byte for byte; a signed URL stays whole. page is the
// host of the article.
func (u *urlRules) withoutTracking(w webURL, page string) (plain string, removed []string) {
	if u.keepTracking || w.query == "" && w.fragment == "" && strings.IndexByte(w.path, '=') < 0 {
		return w.s, nil
	}
	t := trackingTables()
	if isSigned(w.query) {
		return w.s, nil
	}
	path := w.path
	if strings.IndexByte(path, '=') > 0 {
		path, removed = withoutTail(t.hosts, &w)
	}
	query := w.query
	if strings.IndexByte(query, '=') >= 0 {
		bound := boundRows(t.hosts, &w)
		query, removed = withoutPairs(query, removed, func(pair, name string) bool {
			if t.everywhere.has(name) || isSiteParameter(pair, name, page) {
				return true
			}
			return slices.ContainsFunc(bound, func(row boundRow) bool { return row.removes(name) })
		})
	}
	fragment := w.fragment
	if fragmentTrackers[fragment] {
		fragment, removed = "", append(removed, "#"+w.fragment)
	} else if strings.IndexByte(fragment, '=') > 0 && !strings.ContainsAny(fragment, "/?:") {
		fragment, removed = withoutPairs(fragment, removed, func(_, name string) bool {
			return t.everywhere.has(name)
		})
	}
	if len(removed) == 0 {
		return w.s, nil
	}
	end := len(w.s)
	if w.question >= 0 {
		end = w.question
	} else if w.hash >= 0 {
		end = w.hash
	}
	var b strings.Builder
	b.Grow(len(w.s))
	b.WriteString(w.s[:end-len(w.path)])
	b.WriteString(path)
	if query != "" || w.question >= 0 && w.query == "" {
		b.WriteByte('?')
		b.WriteString(query)
	}
	if fragment != "" || w.hash >= 0 && w.fragment == "" {
		b.WriteByte('#')
		b.WriteString(fragment)
	}
	return b.String(), removed
}

// withoutTail cuts from a path what only says how a reader came to the page.
func withoutTail(ix *hostIndex[*trackingRow], w *webURL) (path string, removed []string) {
	for row := range ix.rows(w.host) {
		if row.tail == "" {
			continue
		}
		if page, _, ok := strings.Cut(w.path, row.tail); ok && page != "" {
			return page, []string{row.tail}
		}
	}
	return w.path, nil
}

// A boundRow is a row that is about one URL.
type boundRow struct {
	*trackingRow
	only bool // the parameters to keep are all there, so that every other one goes
}

func boundRows(ix *hostIndex[*trackingRow], w *webURL) []boundRow {
	var bound []boundRow
	for row := range ix.rows(w.host) {
		if !strings.Contains(w.path, row.part) {
			continue
		}
		only := row.keep != ""
		for key := range strings.FieldsSeq(row.keep) {
			only = only && hasParameter(w.query, key)
		}
		bound = append(bound, boundRow{row, only})
	}
	return bound
}

// removes reports whether the row removes a parameter.
func (row boundRow) removes(name string) bool {
	if !row.only {
		return row.set.has(name)
	}
	for key := range strings.FieldsSeq(row.keep) {
		if key == name {
			return false
		}
	}
	return true
}

func hasParameter(query, name string) bool {
	for query != "" {
		var pair string
		pair, query, _ = strings.Cut(query, "&")
		if strings.HasPrefix(pair, name) && len(pair) > len(name)+1 && pair[len(name)] == '=' {
			return true
		}
	}
	return false
}

// withoutPairs cuts pairs out of a query, which is returned as it is where
// nothing is cut, and appends their names to removed.
func withoutPairs(query string, removed []string, cut func(pair, name string) bool) (string, []string) {
	var b []byte
	first := true // no pair has been kept in b
	changed := false
	for at := 0; at <= len(query); {
		end := len(query)
		if n := strings.IndexByte(query[at:], '&'); n >= 0 {
			end = at + n
		}
		pair := query[at:end]
		name, _, _ := strings.Cut(strings.TrimPrefix(pair, "amp;"), "=")
		switch {
		case name != "" && len(name) <= 64 && cut(pair, strings.ToLower(name)):
			if !changed {
				changed = true
				b = append(b, strings.TrimSuffix(query[:at], "&")...)
				first = at == 0
			}
			removed = append(removed, name)
		case changed:
			if !first {
				b = append(b, '&')
			}
			b = append(b, pair...)
			first = false
		}
		at = end + 1
	}
	if !changed {
		return query, removed
	}
	return string(b), removed
}

// isSigned reports whether a query has a signature, which any change would break.
func isSigned(query string) bool {
	t := trackingTables().signed
	for query != "" {
		var pair string
		pair, query, _ = strings.Cut(query, "&")
		name, _, _ := strings.Cut(pair, "=")
		if t.has(strings.ToLower(name)) {
			return true
		}
	}
	return false
}

// isSiteParameter reports whether a parameter such as ref only names the site
// the link stands on, or, as Medium has it, the story.
func isSiteParameter(pair, name, page string) bool {
	if name != "ref" && name != "ref_" && name != "source" && name != "referrer" {
		return false
	}
	_, value, _ := strings.Cut(pair, "=")
	if name == "source" && strings.HasPrefix(value, "post_page-----") {
		return true
	}
	value = strings.ToLower(value)
	return page != "" && value == page || value != "" && value == strings.TrimPrefix(page, "www.")
}

// A tracker is a row of the table of beacons.
type tracker struct {
	hosts string // patterns, see hostIndex
	path  string // what the path begins with
	part  string // what the URL contains
}

// An enlarger is a row of the table that turns thumbnails into what they were
// made of.
type enlarger struct {
	name    string
	hosts   string // patterns, see hostIndex
	match   string // regular expression for the whole URL
	replace string
	re      *regexp.Regexp
}

var fullSizeIndex = sync.OnceValue(func() *hostIndex[enlarger] {
	rows := make([]enlarger, len(enlargers))
	for i, row := range enlargers {
		row.re = regexp.MustCompile(row.match)
		rows[i] = row
	}
	return newHostIndex(rows, func(row enlarger) string { return row.hosts })
})

// enlarge returns the larger original of a thumbnail and the name of the row
// that knows it, "" where there is none or where the URL is signed.
func enlarge(ix *hostIndex[enlarger], w webURL) (larger, name string) {
	if isSigned(w.query) {
		return w.s, ""
	}
	larger = w.s
	for row := range ix.rows(w.host) {
		for range 3 {
			next := row.re.ReplaceAllString(larger, row.replace)
			if next == larger {
				break
			}
			larger, name = next, row.name
		}
	}
	p, why := parseURL(larger, nil)
	if name == "" || why != "" || p.url != larger {
		return w.s, ""
	}
	return larger, name
}
