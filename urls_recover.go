package htmlclean

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"path"
	"strings"
)

// A recovery finds the URL a proxy's URL hides, "" if there is none.
type recovery func(u *unwrapper, w *webURL) string

// afterQuestionMark: all that follows the first "?" is the URL, its own "?"
// and "&" included, with u.param between them, if there is one.
func afterQuestionMark(u *unwrapper, w *webURL) string {
	if w.question < 0 {
		return ""
	}
	rest, ok := strings.CutPrefix(w.s[w.question+1:], u.param)
	if !ok || !looksLikeURL(rest) && !(u.bare && hasBareHost(rest)) {
		return ""
	}
	return rest
}

// inQuery: a parameter is the URL, percent-encoded once.
func inQuery(u *unwrapper, w *webURL) string {
	for name := range strings.FieldsSeq(u.param) {
		if value := parameter(w, name, u.own); value != "" {
			return value
		}
	}
	return ""
}

// inQueryIfURL is inQuery for parameters that may be something else.
func inQueryIfURL(u *unwrapper, w *webURL) string {
	for name := range strings.FieldsSeq(u.param) {
		if value := parameter(w, name, u.own); looksLikeURL(value) {
			return value
		}
	}
	return ""
}

// parameter returns a decoded parameter. A URL that was not escaped and has a
// query of its own takes the parameters that follow with it, up to those of
// the proxy, and one that was not escaped at the end takes the fragment.
func parameter(w *webURL, name, own string) string {
	query := w.query
	for query != "" {
		pair, rest, _ := strings.Cut(query, "&")
		key, value, ok := strings.Cut(pair, "=")
		if !ok || !strings.EqualFold(key, name) {
			query = rest
			continue
		}
		if strings.IndexByte(value, '?') >= 0 {
			if more := foreignPairs(rest, own); more > 0 {
				start := len(query) - len(rest) - 1 - len(value)
				return query[start:len(query)-len(rest)+more] + fragmentBehind(w, value, rest[more:])
			}
		}
		plain, ok := unescapeURL(value)
		if !ok {
			return brokenURL
		}
		return plain + fragmentBehind(w, value, rest)
	}
	return ""
}

// fragmentBehind is the fragment of w with its mark if it belongs to the value
// of a parameter, a URL that was not escaped and has nothing of the query behind it.
func fragmentBehind(w *webURL, value, rest string) string {
	if w.fragment == "" || rest != "" || !strings.Contains(value, "://") || strings.Contains(strings.ToLower(value), "%23") {
		return ""
	}
	return "#" + w.fragment
}

// brokenURL stands for a URL that was found and is cut off: the proxy stays.
const brokenURL = "http://%"

// foreignPairs returns how many bytes of a query come before the first of the
// proxy's own parameters.
func foreignPairs(query, own string) int {
	n := 0
	for n < len(query) {
		pair, _, _ := strings.Cut(query[n:], "&")
		key, _, _ := strings.Cut(pair, "=")
		for name := range strings.FieldsSeq(own) {
			if strings.EqualFold(name, key) {
				return max(n-1, 0)
			}
		}
		n += len(pair) + 1
	}
	return len(query)
}

// inPath: the URL stands in the path, behind u.path, from a segment on that
// begins with its scheme. Escaped, it is that segment; plain, all the rest.
func inPath(u *unwrapper, w *webURL) string {
	return urlInPath(w, strings.LastIndexByte(u.path, '/'), false)
}

// lastInPath is inPath where the path may name more than one URL.
func lastInPath(u *unwrapper, w *webURL) string {
	return urlInPath(w, strings.LastIndexByte(u.path, '/'), true)
}

func urlInPath(w *webURL, from int, last bool) string {
	found := ""
	for at := max(from, 0); at < len(w.path); {
		slash := strings.IndexByte(w.path[at:], '/')
		if slash < 0 {
			break
		}
		at += slash + 1
		if rest := w.path[at:]; looksLikeURL(rest) && rest[0] != '/' {
			found = rest
			if !last {
				break
			}
		}
	}
	if found == "" {
		return ""
	}
	return pathURL(w, found)
}

// pathURL returns the URL that begins with rest, the end of the path of w.
func pathURL(w *webURL, rest string) string {
	if !hasEscapedScheme(rest) {
		return w.s[len(w.s)-len(afterPath(w))-len(rest):]
	}
	segment, more, _ := strings.Cut(rest, "/")
	if strings.HasSuffix(strings.ToLower(segment), "%3a") && strings.HasPrefix(more, "/") {
		segment = rest // only the colon is escaped
	}
	plain, ok := unescapeURL(segment)
	if !ok {
		return brokenURL
	}
	return plain
}

// afterPath is query and fragment of w with their marks.
func afterPath(w *webURL) string {
	switch {
	case w.question >= 0:
		return w.s[w.question:]
	case w.hash >= 0:
		return w.s[w.hash:]
	}
	return ""
}

// restOfPath: all behind u.path is the URL, whose scheme may be missing.
func restOfPath(u *unwrapper, w *webURL) string {
	rest := w.path[len(u.path):]
	switch {
	case looksLikeURL(rest):
		return pathURL(w, rest)
	case u.bare && hasBareHost(rest):
		return rest + afterPath(w)
	}
	return ""
}

// hostInPath: host and path follow u.path; the query is the proxy's. With
// ssl=1 the scheme is https, else http.
func hostInPath(u *unwrapper, w *webURL) string {
	rest := w.path[len(u.path):]
	if !hasBareHost(rest) {
		return ""
	}
	if parameter(w, "ssl", "") == "1" || strings.Contains(w.fragment, "ssl=1") { // "&#038;" escaped twice leaves a fragment
		return "https://" + rest
	}
	return "http://" + rest
}

// hostOptionsPath: host, options, path.
func hostOptionsPath(u *unwrapper, w *webURL) string {
	rest := w.path[len(u.path):]
	host, file, _ := strings.Cut(rest, "/")
	if options, more, ok := strings.Cut(file, "/"); ok && strings.IndexByte(options, '=') >= 0 {
		file = more
	}
	if !hasBareHost(rest) {
		return ""
	}
	return "https://" + host + "/" + file
}

// optionsThenHost: options parted by + or commas, host, path.
func optionsThenHost(u *unwrapper, w *webURL) string {
	for rest := w.path[len(u.path):]; ; {
		segment, more, ok := strings.Cut(rest, "/")
		if !ok {
			return ""
		}
		if rest = more; strings.Contains(segment, "ret_") && hasBareHost(rest) {
			return "https://" + rest
		}
	}
}

// knownHostInPath: the path ends in one of the hosts of u.param and its path.
func knownHostInPath(u *unwrapper, w *webURL) string {
	for host := range strings.FieldsSeq(u.param) {
		if n := strings.LastIndex(w.path, "/"+host+"/"); n >= len(u.path) {
			return "https://" + w.path[n+1:]
		}
	}
	return ""
}

// optionsThenURL: a segment of options, then the URL, whose scheme may be
// missing.
func optionsThenURL(u *unwrapper, w *webURL) string {
	if found := inPath(u, w); found != "" {
		return found
	}
	_, rest, _ := strings.Cut(w.path[len(u.path):], "/")
	if u.bare && hasBareHost(rest) && strings.IndexByte(rest, '/') > 0 {
		return rest + afterPath(w)
	}
	return ""
}

// optionsThenPath: behind u.path or u.segment a segment of options, then the URL
// or the path of a file of the same host.
func optionsThenPath(u *unwrapper, w *webURL) string {
	mark := u.path
	if mark == "" {
		mark = "/" + u.segment + "/"
	}
	_, rest, _ := strings.Cut(w.path, mark)
	_, rest, _ = strings.Cut(rest, "/")
	switch {
	case looksLikeURL(rest):
		return pathURL(w, rest)
	case rest == "" || strings.IndexByte(rest, ':') >= 0:
		return ""
	}
	return "/" + rest + afterPath(w)
}

// endpoint: as inQuery, for a path in which "image" or "images" follows u.segment.
func endpoint(u *unwrapper, w *webURL) string {
	if !strings.Contains(w.path, "/"+u.segment+"/image") {
		return ""
	}
	return inQuery(u, w)
}

// inQueryOfRoot: as inQuery, for the path "/" only.
func inQueryOfRoot(u *unwrapper, w *webURL) string {
	if w.path != "/" {
		return ""
	}
	return inQuery(u, w)
}

// afterPlain: the URL follows a segment "plain"; "@" and a file's suffix may
// follow the URL.
func afterPlain(u *unwrapper, w *webURL) string {
	n := strings.Index(w.path, "/plain/")
	if n < 0 || !looksLikeURL(w.path[n+len("/plain/"):]) {
		return ""
	}
	found := pathURL(w, w.path[n+len("/plain/"):])
	if at := strings.LastIndexByte(found, '@'); at >= 0 && fileSuffixes[found[at+1:]] {
		found = found[:at]
	}
	return found
}

// gatsby: the parameter u is the URL, or the first segment behind the endpoint
// is, in base64.
func gatsby(u *unwrapper, w *webURL) string {
	if found := inQueryIfURL(u, w); found != "" {
		return found
	}
	_, rest, _ := strings.Cut(w.path, "/"+u.segment+"/image/")
	segment, _, _ := strings.Cut(rest, "/")
	if !strings.HasPrefix(segment, base64Scheme) {
		return ""
	}
	return fromBase64(segment)
}

// schemeInPath: a segment "https", "http" or "s", then host and path. What
// stands before it and is escaped is the URL's query.
func schemeInPath(u *unwrapper, w *webURL) string {
	rest, query := w.path[len(u.path):], ""
	for range 4 {
		segment, next, _ := strings.Cut(rest, "/")
		switch {
		case segment == "https" || segment == "http":
			return segment + "://" + next + query
		case hasFoldPrefix(segment, "%3f"):
			query, _ = unescapeURL(segment)
		}
		rest = next
	}
	return ""
}

// ampCache: one letter for the kind of resource, "s" for https, host and path.
func ampCache(u *unwrapper, w *webURL) string {
	kind, rest, _ := strings.Cut(strings.TrimPrefix(w.path, "/"), "/")
	if len(kind) != 1 && kind != "wp" && kind != "ii" {
		return ""
	}
	if kind == "ii" { // a resized picture: ii/w800/s/host/path
		_, rest, _ = strings.Cut(rest, "/")
	}
	return ampPath(rest) + afterPath(w)
}

// ampViewer: "s" for https, host and path, behind u.path.
func ampViewer(u *unwrapper, w *webURL) string {
	return ampPath(w.path[len(u.path):]) + afterPath(w)
}

func ampPath(rest string) string {
	if plain, ok := strings.CutPrefix(rest, "s/"); ok {
		return "https://" + plain
	}
	return "http://" + rest
}

// inHex: the last segment is the URL in hexadecimal digits.
func inHex(u *unwrapper, w *webURL) string {
	segment := w.path[strings.LastIndexByte(w.path, '/')+1:]
	if !hasFoldPrefix(segment, "68747470") { // "http"
		return ""
	}
	b, err := hex.DecodeString(segment)
	if err != nil {
		return brokenURL
	}
	return string(b)
}

// base64Scheme is how base64 of a URL begins: "http".
const base64Scheme = "aHR0c"

// inBase64: the path ends in the URL in base64, which may be cut by slashes
// and have a file's suffix.
func inBase64(u *unwrapper, w *webURL) string {
	n := strings.Index(w.path, "/"+base64Scheme)
	if n < 0 {
		return ""
	}
	code := w.path[n+1:]
	code = strings.TrimSuffix(code, path.Ext(code))
	return fromBase64(strings.ReplaceAll(code, "/", ""))
}

// inBase64Query: a parameter is the URL in base64, behind up to two characters.
func inBase64Query(u *unwrapper, w *webURL) string {
	code := parameter(w, u.param, "")
	n := strings.Index(code, base64Scheme)
	if n < 0 || n > 2 {
		return ""
	}
	return fromBase64(code[n:])
}

func fromBase64(code string) string {
	code = strings.NewReplacer("+", "-", "/", "_", "=", "", "%3D", "", "%3d", "").Replace(code)
	b, err := base64.RawURLEncoding.DecodeString(code)
	if err != nil {
		return brokenURL
	}
	return string(b)
}

// inBase64JSON: a segment, or the part of it between two dots, or the
// parameter p, is base64 of a JSON object that has the URL under u.param.
func inBase64JSON(u *unwrapper, w *webURL) string {
	code := w.path[strings.LastIndexByte(w.path, '/')+1:]
	if p := parameter(w, "p", ""); p != "" {
		code = p
	}
	for part := range strings.SplitSeq(code, ".") {
		if !strings.HasPrefix(part, "eyJ") {
			continue
		}
		b, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(part, "="))
		if err != nil {
			continue
		}
		if found := jsonURL(b, u.param, 2); found != "" {
			return found
		}
	}
	return ""
}

// jsonURL finds a member of a JSON object, or of an object that a member p
// holds as text.
func jsonURL(b []byte, name string, depth int) string {
	var object map[string]any
	if depth == 0 || json.Unmarshal(b, &object) != nil {
		return ""
	}
	if s, ok := object[name].(string); ok && looksLikeURL(s) {
		return s
	}
	if s, ok := object["p"].(string); ok {
		return jsonURL([]byte(s), name, depth-1)
	}
	return ""
}

// inFragment: the fragment is the URL, or its last parameter.
func inFragment(u *unwrapper, w *webURL) string {
	if u.param != "" {
		if _, found, _ := strings.Cut(w.fragment, "&"+u.param+"="); looksLikeURL(found) {
			return found
		}
		return ""
	}
	if !looksLikeURL(w.fragment) {
		return ""
	}
	return w.fragment
}

// inToken: the URL follows u.param in the path, up to a "&" or, escaped, a "/".
func inToken(u *unwrapper, w *webURL) string {
	n := strings.Index(w.path, u.param)
	if n < 0 {
		return ""
	}
	value, _, _ := strings.Cut(w.path[n+len(u.param):], "&")
	if hasEscapedScheme(value) {
		value, _, _ = strings.Cut(value, "/")
	}
	if !looksLikeURL(value) {
		return ""
	}
	plain, ok := unescapeURL(value)
	if !ok {
		return brokenURL
	}
	return plain
}

// onlyByRequest: the URL is nowhere in this one.
func onlyByRequest(u *unwrapper, w *webURL) string {
	if len(w.path) < 2 && w.query == "" {
		return "" // the service's own page
	}
	return brokenURL
}

// untilOptions: the picture is served whole where the path ends before the
// options, and u.param among these makes it a preview.
func untilOptions(u *unwrapper, w *webURL) string {
	file, options, ok := strings.Cut(w.path, "/v1/")
	if !ok || !strings.Contains(options, u.param) {
		return ""
	}
	return "https://" + w.authority + file
}

// lastURL: the last URL that the URL holds, unescaped.
func lastURL(u *unwrapper, w *webURL) string {
	n := max(strings.LastIndex(w.s, "http://"), strings.LastIndex(w.s, "https://"))
	if n <= len(w.scheme) {
		return ""
	}
	return w.s[n:]
}

// colonCut: as inQuery, up to the last colon, behind which a checksum stands.
func colonCut(u *unwrapper, w *webURL) string {
	value := inQuery(u, w)
	n := strings.LastIndexByte(value, ':')
	if n <= len("https:") {
		return value
	}
	return value[:n]
}

// sslPrefix: as inQuery; "ssl:" stands for "https://".
func sslPrefix(u *unwrapper, w *webURL) string {
	value := inQuery(u, w)
	if rest, ok := strings.CutPrefix(value, "ssl:"); ok {
		return "https://" + strings.TrimLeft(rest, "/")
	}
	return value
}

// swapHost: the path is that of the host u.param.
func swapHost(u *unwrapper, w *webURL) string {
	if len(w.path) < 2 {
		return ""
	}
	return "https://" + u.param + w.path + afterPath(w)
}

// translatedHost: the first label is the host, "-" for a dot and "--" for a
// hyphen; parameters that begin with _x_tr_ are the translator's.
func translatedHost(u *unwrapper, w *webURL) string {
	label, _, _ := strings.Cut(w.host, ".")
	host := strings.NewReplacer("--", "-", "-", ".").Replace(label)
	if strings.HasPrefix(label, "xn--") || !hasBareHost(host+"/") {
		return ""
	}
	var kept []string
	for pair := range strings.SplitSeq(w.query, "&") {
		if !strings.HasPrefix(pair, "_x_tr_") && pair != "" {
			kept = append(kept, pair)
		}
	}
	found := "https://" + host + w.path
	if len(kept) > 0 {
		found += "?" + strings.Join(kept, "&")
	}
	if w.hash >= 0 {
		found += w.s[w.hash:]
	}
	return found
}

// proofpoint2: as inQuery; "-XX" stands for "%XX" and "_" for "/".
func proofpoint2(u *unwrapper, w *webURL) string {
	value := strings.NewReplacer("-", "%", "_", "/").Replace(parameter(w, u.param, ""))
	plain, ok := unescapeURL(value)
	if !ok {
		return brokenURL
	}
	return plain
}

// proofpoint3: the URL stands between "__" and "__;". A "*" in it stands for a
// character that was taken out, "**X" for a run of them; they follow in base64.
func proofpoint3(u *unwrapper, w *webURL) string {
	_, rest, ok := strings.Cut(w.s[len(w.scheme)+len("://"):], "/__")
	if !ok {
		return ""
	}
	found, rest, ok := strings.Cut(rest, "__;")
	if !ok || strings.IndexByte(found, '*') < 0 {
		return found
	}
	code, _, _ := strings.Cut(rest, "!")
	taken, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(code, "="))
	if err != nil {
		return brokenURL
	}
	const runs = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
	var b strings.Builder
	for i := 0; i < len(found); i++ {
		if found[i] != '*' {
			b.WriteByte(found[i])
			continue
		}
		n := 1
		if i+2 < len(found) && found[i+1] == '*' {
			if n = strings.IndexByte(runs, found[i+2]) + 2; n < 2 {
				return brokenURL
			}
			i += 2
		}
		if n > len(taken) {
			return brokenURL
		}
		b.Write(taken[:n])
		taken = taken[n:]
	}
	return b.String()
}
