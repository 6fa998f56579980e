package htmlclean

import (
	"strings"
)

// A quality says what an address is good for, judged by itself.
type quality uint8

const (
	emptyAddress   quality = iota // no address, or that of a file that shows nothing
	standInAddress                // shown until the picture is there: blurred, tiny, a spinner
	pictureAddress                // a picture
)

// iconSize is the largest side of a picture that is a sign in its text, in CSS pixels.
const iconSize = 48

// thumbSize is the largest width that makes a picture a preview of another one.
const thumbSize = 100

// tinyData is the length up to which the data of an image can only be a dot, and
// smallData the one up to which it is likely to be a blurred preview.
const tinyData, smallData = 160, 2048

// judge says what the address in an attribute is good for.
func judge(raw string) quality {
	v := trimSpace(raw)
	switch {
	case v == "" || strings.IndexByte("#{[<", v[0]) >= 0:
		return emptyAddress
	case hasPrefixFold(v, "data:"):
		return judgeData(v)
	case hasPrefixFold(v, "about:") || hasPrefixFold(v, "javascript:") || isTemplate(v):
		return emptyAddress
	}
	v = strings.ToLower(v[:min(len(v), maxJudged)])
	name := fileName(v)
	stem, ext := splitName(name)
	switch ext {
	case "gif", "png", "svg":
		if standInNames[stem] && (len(stem) > 1 || ext == "gif") {
			return emptyAddress
		}
	case "":
		if stem == "undefined" || stem == "null" || stem == "nan" {
			return emptyAddress
		}
	}
	if standInNames[stem] && imageExtensions[ext] && len(stem) > 1 || isBlurred(v) {
		return standInAddress
	}
	if hasStandInWord(name) {
		return standInAddress
	}
	if w := sizeHint(v); w > 0 && w <= thumbSize {
		return standInAddress
	}
	return pictureAddress
}

// isTemplate tells whether a script has still to write a size into the address:
// "photo_{width}x.jpg". Other names in braces belong to it.
func isTemplate(v string) bool {
	i := strings.IndexByte(v, '{')
	if i < 0 || i > maxJudged {
		return false
	}
	name, _, ok := strings.Cut(strings.TrimLeft(v[i:min(len(v), i+40)], "{"), "}")
	return ok && templateNames[strings.ToLower(strings.Trim(name, " "))]
}

var templateNames = nameSet(`width w height h size sizes dpr quality q format ext resize crop ratio scale`)

// hasStandInWord looks for all of standInWords in one walk through the name.
func hasStandInWord(name string) bool {
	for i := range len(name) {
		for _, w := range standInStarts[name[i]] {
			if strings.HasPrefix(name[i:], w) {
				return true
			}
		}
	}
	return false
}

// maxJudged bounds how much of an address is looked at.
const maxJudged = 4096

// judgeData judges a data: URL. An SVG one is never a picture here: it cannot be
// shown safely, and lazy loaders use it to hold the place.
func judgeData(v string) quality {
	if !hasPrefixFold(v, "data:image/") || hasPrefixFold(v, "data:image/svg") {
		return emptyAddress
	}
	switch n := len(v) - strings.IndexByte(v, ',') - 1; {
	case n < tinyData:
		return emptyAddress
	case n < smallData:
		return standInAddress
	}
	return pictureAddress
}

// isBlurred knows the addresses of previews that are to be looked at through a blur.
func isBlurred(v string) bool {
	if i := strings.Index(v, "/max/"); i >= 0 && (strings.HasSuffix(v[:i], "/freeze") || strings.HasPrefix(v[i:], "/max/60/") || strings.HasPrefix(v[i:], "/max/30/")) {
		return true
	}
	if !strings.Contains(v, "blur") {
		return false
	}
	i := strings.Index(v, "blur=")
	return strings.Contains(v, "e_blur") || i > 0 && (v[i-1] == '?' || v[i-1] == '&') && i+5 < len(v) && v[i+5] >= '1' && v[i+5] <= '9'
}

// couldBeAddress tells whether a value could be the address of anything: attributes
// of this kind also hold flags, sizes and JSON.
func couldBeAddress(v string) bool {
	v = trimSpace(v)
	if v == "" || strings.IndexByte("{[<(", v[0]) >= 0 || hasMarkup(v[:min(len(v), maxJudged)]) && !hasPrefixFold(v, "data:") {
		return false
	}
	if strings.IndexByte(v, '/') >= 0 {
		return true
	}
	_, ext := splitName(fileName(v))
	return imageExtensions[strings.ToLower(ext)]
}

func hasMarkup(v string) bool {
	return strings.IndexByte(v, '<') >= 0 || strings.IndexByte(v, '>') >= 0 || strings.IndexByte(v, '\n') >= 0
}

// looksLikePicture tells whether a value must be the address of a picture. An
// extension is only one sign of it: many image servers have none.
func looksLikePicture(v string) bool {
	v = trimSpace(v)
	if !couldBeAddress(v) {
		return false
	}
	if hasPrefixFold(v, "data:") {
		return hasPrefixFold(v, "data:image/")
	}
	v = strings.ToLower(v[:min(len(v), maxJudged)])
	if hasImageExtension(v) {
		return true
	}
	if _, ext := splitName(fileName(v)); ext == "html" || ext == "htm" || ext == "php" && !strings.Contains(v, "image") || ext == "mp4" || ext == "js" {
		return false
	}
	for _, h := range pictureHints {
		if strings.Contains(v, h) {
			return true
		}
	}
	host := hostOf(v)
	if strings.Count(host, ".") < 2 {
		return false
	}
	for _, p := range pictureHosts {
		if strings.HasPrefix(host, p) {
			return true
		}
	}
	return false
}

// hasImageExtension tells whether the path of an address ends like a picture
// file, with or without what image servers append ("a.jpg!600", "a.png@2x").
func hasImageExtension(v string) bool {
	name := fileName(v)
	for {
		_, ext := splitName(name)
		if imageExtensions[strings.ToLower(ext)] {
			return true
		}
		i := strings.LastIndexAny(name, "!@~_:")
		if i <= 0 {
			return false
		}
		name = name[:i]
	}
}

// pathOf cuts query and fragment off.
func pathOf(v string) string {
	v, _, _ = strings.Cut(v, "?")
	v, _, _ = strings.Cut(v, "#")
	return v
}

// fileName is the last segment of the path of an address.
func fileName(v string) string {
	v = pathOf(v)
	return v[strings.LastIndexByte(v, '/')+1:]
}

// splitName divides a file name at its last point.
func splitName(name string) (stem, ext string) {
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		return name[:i], name[i+1:]
	}
	return name, ""
}

// sameSite tells whether two hosts belong together, by their last two labels.
func sameSite(a, b string) bool { return site(a) == site(b) }

func site(host string) string {
	i := strings.LastIndexByte(host, '.')
	if i < 0 {
		return host
	}
	return host[strings.LastIndexByte(host[:i], '.')+1:]
}

// sizeHint is the width that an address itself names, as in "-300x200.jpg",
// "?w=20", "/w_30,h_20/", "/max/60/" or "_720w.jpg"; 0 where it names none.
func sizeHint(v string) int {
	if i := strings.Index(v, "//"); i >= 0 {
		if v = v[i+2:]; strings.IndexByte(v, '/') >= 0 {
			v = v[strings.IndexByte(v, '/'):]
		}
	}
	before, start := "", 0
	for i := 0; i <= len(v); i++ {
		if i < len(v) && !endsToken[v[i]] {
			continue
		}
		token := v[start:i]
		if w := widthIn(token, before); w > 0 {
			return w
		}
		before, start = token, i+1
	}
	return 0
}

// endsToken has the bytes between the words and numbers of an address, those among
// them that are written as "%7C" and the like.
var endsToken = func() (ends [256]bool) {
	for _, c := range []byte("/?&=,;:_-.@!~()% |\"<>^`{}") {
		ends[c] = true
	}
	return ends
}()

// widthWords stand before a number that is a width.
var widthWords = nameSet(`w width resize max`)

// widthIn reads a token of an address: "300x200", "w300", "720w", and "300"
// behind a word for it.
func widthIn(token, before string) int {
	if len(token) < 2 || len(token) > 9 {
		return 0
	}
	n, i := 0, 0
	digits := func() {
		for n = 0; i < len(token) && token[i] >= '0' && token[i] <= '9' && n < 1e5; i++ {
			n = n*10 + int(token[i]-'0')
		}
	}
	switch {
	case token[0]|0x20 == 'w':
		i = 1
		digits()
		if i == len(token) && n >= 10 && n < 1e4 {
			return n
		}
		return 0
	case token[0] < '0' || token[0] > '9':
		return 0
	}
	digits()
	w := n
	switch rest := token[i:]; {
	case rest == "":
		if len(before) <= len("resize") && widthWords[strings.ToLower(before)] {
			return w
		}
	case (rest == "w" || rest == "W") && w >= 10:
		return w
	case rest[0]|0x20 == 'x' && len(rest) > 1:
		i++
		if digits(); i == len(token) && w >= 8 && n >= 8 && !isRatio(w, n) {
			return w
		}
	}
	return 0
}

// isRatio tells whether "16x9" and the like are the shape of a picture, not its size.
func isRatio(w, h int) bool {
	return w != h && min(w, h) <= 10 && max(w, h) <= 32
}

// smaller tells whether both addresses name a size and a's is the smaller one.
func smaller(a, b string) bool {
	wa := sizeHint(a[:min(len(a), maxJudged)])
	return wa > 0 && wa < sizeHint(b[:min(len(b), maxJudged)])
}

// sizeMarks are what image servers add to the name of a file for its sizes.
var sizeMarks = []string{"_thumb", "-thumb", "_thumbnail", "-thumbnail", ".thumbnail", ".thumb", "-scaled", "_small", "-small", "_large", "-large", "_medium", ".md", "@2x", "@3x", "_hd", "_qhd", "_xl", "_s", "_r", "_b", "_l", "_m"}

// assetName is the name of the file an address leads to, without its extension
// and without what tells one size of it from another: two addresses of one
// name show one picture. It is "" where too little is left to tell.
func assetName(v string) string {
	v = v[:min(len(v), maxJudged)]
	if hasPrefixFold(v, "data:") {
		return ""
	}
	name := strings.ToLower(fileName(v))
	if i := strings.IndexAny(name, "!@"); i > 0 {
		name = name[:i]
	}
	stem, ext := splitName(name)
	if !imageExtensions[ext] {
		stem = name
	}
	for again := true; again; {
		again = false
		for _, m := range sizeMarks {
			if s, ok := strings.CutSuffix(stem, m); ok && s != "" {
				stem, again = s, true
			}
		}
		if i := strings.LastIndexAny(stem, "-_"); i > 0 && widthIn(stem[i+1:], "") > 0 {
			stem, again = stem[:i], true
		}
	}
	if len(stem) < 4 {
		return ""
	}
	return stem
}

// sameAsset tells whether two addresses are of one picture in two sizes. Some
// servers put a letter before the name of the small one.
func sameAsset(a, b string) bool {
	na, nb := assetName(a), assetName(b)
	if na == "" || nb == "" {
		return false
	}
	return na == nb || len(na) > 8 && na[0] == 's' && na[1:] == nb || len(nb) > 8 && nb[0] == 's' && nb[1:] == na
}

func hasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}
