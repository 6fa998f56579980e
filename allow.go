package htmlclean

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html/atom"
)

// An Allowance is a row of Options.Allow or Options.Deny.
//
// With Element alone the row is about the element: Allow keeps section, or span
// where it has an allowed attribute; Deny dissolves the element and keeps its
// content. With Attribute it is about that attribute of the element, or of all
// elements where Element is "*". With Schemes it is about the URL schemes of
// links.
//
// What could run, load or submit something is not to be had: New refuses a row
// that allows script, style, object, form and the like, an event handler, srcdoc,
// or the schemes javascript, vbscript and data.
type Allowance struct {
	Element   string   `json:"element,omitzero"`
	Attribute string   `json:"attribute,omitzero"`
	Pattern   string   `json:"pattern,omitzero"` // regular expression for the whole value; needed for style, id and name, for other attributes none means any value
	Schemes   []string `json:"schemes,omitzero"` // such as "ftp"; of links
}

// An allowList says which elements and attributes the output may have. It is
// made by New and only read.
type allowList struct {
	elements   map[string][]attrRule // allowed elements and their attributes, in the order they are written
	index      wordMap[[]attrRule]   // the same to look up
	extra      map[atom.Atom]bool    // elements that Options.Allow added
	denied     map[string]bool
	attributes bool // Options.Allow added attributes
}

// An attrRule allows an attribute whose value is valid.
type attrRule struct {
	key   string
	valid func(string) bool
}

func anyValue(string) bool { return true }

func oneOf(values ...string) func(string) bool {
	return func(s string) bool { return slices.Contains(values, s) }
}

func emptyValue(s string) bool { return s == "" }

// isNumber accepts a valid non-negative integer without leading zeros.
func isNumber(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != "" && len(s) <= 9 && (s[0] != '0' || s == "0")
}

func isSpan(s string) bool { return isNumber(s) && s != "0" && len(s) <= 3 }

func isInteger(s string) bool { return isNumber(strings.TrimPrefix(s, "-")) }

// isAddress accepts what the address room writes: no URL comes from anywhere else.
func isAddress(schemes ...string) func(string) bool {
	return func(s string) bool {
		if s == "" || strings.ContainsAny(s, notInURL) {
			return false
		}
		end := strings.IndexAny(s, ":/?#")
		if end < 0 || s[end] != ':' {
			return !strings.HasPrefix(s, "//")
		}
		return slices.Contains(schemes, s[:end]) && (s[:end] != "http" && s[:end] != "https" || len(s) > end+3 && s[end:end+3] == "://" && s[end+3] != '/')
	}
}

// notInURL is what the address room never writes: it percent-encodes it.
const notInURL = " \t\n\r\f<>\"\\"

func isPicture(s string) bool {
	for _, kind := range [...]string{"png", "gif", "jpeg", "jpg", "webp", "avif", "bmp"} {
		if strings.HasPrefix(s, "data:image/"+kind+";base64,") {
			return isBase64(s[strings.IndexByte(s, ',')+1:])
		}
	}
	return isWebAddress(s)
}

var isBase64 = regexp.MustCompile(`^[A-Za-z0-9+/]+={0,2}$`).MatchString

var isWebAddress = isAddress("http", "https")

func isPicturesSet(s string) bool {
	list := parseSrcset(s)
	for _, c := range list {
		if !isPicture(c.url) {
			return false
		}
	}
	return len(list) > 0
}

func isOwnID(s string) bool {
	return strings.HasPrefix(s, idPrefix) && len(s) > len(idPrefix) && !strings.ContainsAny(s, " \t\n\r<>\"'")
}

func isLanguageClass(s string) bool {
	return strings.HasPrefix(s, "language-") && isLanguageToken(s[len("language-"):])
}

var referrerPolicies = oneOf("no-referrer", "no-referrer-when-downgrade", "origin", "origin-when-cross-origin", "same-origin", "strict-origin", "strict-origin-when-cross-origin")

var (
	ruleID     = attrRule{"id", isOwnID}
	ruleDir    = attrRule{"dir", oneOf("ltr", "rtl")}
	ruleLang   = attrRule{"lang", isLanguage}
	ruleWidth  = attrRule{"width", isNumber}
	ruleHeight = attrRule{"height", isNumber}
	ruleTitle  = attrRule{"title", anyValue}
)

// ownAllowList is the library's own list: each element of the output with its
// attributes. The policy in policy.go says the same in other words; neither is
// made from the other.
func ownAllowList(opt Options) map[string][]attrRule {
	list := map[string][]attrRule{}
	for _, name := range []string{"blockquote", "q", "del", "ins"} {
		list[name] = []attrRule{{"cite", isWebAddress}}
	}
	for name := range strings.FieldsSeq(`br strong em s del ins u mark small sub sup code kbd samp var cite q abbr dfn ruby rt rp picture thead tbody tfoot tr
		math mrow mi mn mo ms mtext mspace mfrac msqrt mroot msub msup msubsup munder mover munderover mmultiscripts mprescripts mpadded
		mphantom mstyle merror mtable mtr mtd`) {
		list[name] = list[name][:len(list[name]):len(list[name])]
	}
	for _, name := range []string{"del", "ins"} {
		list[name] = append(list[name], attrRule{"datetime", validEditTime})
	}
	for name := range strings.FieldsSeq(`p h1 h2 h3 h4 h5 h6 ul blockquote pre hr figure figcaption table caption dl dt dd details summary footer aside`) {
		list[name] = append(list[name], ruleID, ruleDir, ruleLang)
	}
	list["details"] = append(list["details"], attrRule{"open", emptyValue})
	list["bdi"] = []attrRule{ruleDir}
	list["a"] = []attrRule{ruleID, {"href", isAddress(linkSchemeNames(opt)...)}, ruleTitle, {"rel", isTokens}}
	for _, name := range []string{"cite", "dfn", "em", "q"} {
		list[name] = append(list[name], ruleLang)
	}
	list["abbr"] = append(list["abbr"], ruleTitle)
	list["dfn"] = append(list["dfn"], ruleTitle)
	list["bdo"] = []attrRule{{"dir", oneOf("ltr", "rtl")}}
	list["time"] = []attrRule{{"datetime", validDatetime}}
	list["ol"] = []attrRule{ruleID, ruleDir, ruleLang, {"start", isInteger}, {"reversed", emptyValue}, {"type", oneOf("1", "a", "A", "i", "I")}}
	list["li"] = []attrRule{ruleID, ruleDir, ruleLang, {"value", isInteger}}
	list["code"] = []attrRule{{"class", isLanguageClass}}
	list["td"] = []attrRule{ruleID, ruleDir, ruleLang, {"colspan", isSpan}, {"rowspan", isSpan}}
	list["th"] = append(slices.Clone(list["td"]), attrRule{"scope", oneOf("row", "col", "rowgroup", "colgroup")})
	list["img"] = []attrRule{{"src", isPicture}, {"srcset", isPicturesSet}, {"sizes", anyValue}, {"alt", anyValue}, ruleTitle, ruleWidth, ruleHeight,
		{"loading", oneOf("lazy", "eager")}, {"decoding", oneOf("async", "sync", "auto")}, {"fetchpriority", oneOf("high", "low", "auto")}, {"referrerpolicy", referrerPolicies}}
	list["source"] = []attrRule{{"src", isWebAddress}, {"srcset", isPicturesSet}, {"sizes", anyValue}, {"media", anyValue}, {"type", isMediaType}, ruleWidth, ruleHeight}
	list["video"] = []attrRule{{"src", isWebAddress}, {"poster", isPicture}, ruleWidth, ruleHeight, {"controls", emptyValue}, {"preload", oneOf("none", "metadata")}}
	list["audio"] = []attrRule{{"src", isWebAddress}, {"controls", emptyValue}, {"preload", oneOf("none", "metadata")}}
	list["iframe"] = []attrRule{{"src", isFrameAddress}, ruleTitle, ruleWidth, ruleHeight, {"loading", oneOf("lazy")}, {"allowfullscreen", emptyValue},
		{"sandbox", isSandbox}, {"referrerpolicy", referrerPolicies}}
	list["math"] = append(list["math"], attrRule{"display", oneOf("block", "inline")})
	list["mi"] = append(list["mi"], attrRule{"mathvariant", oneOf("normal")})
	list["mfrac"] = append(list["mfrac"], attrRule{"linethickness", oneOf("0")})
	list["mtd"] = []attrRule{{"columnspan", isSpan}, {"rowspan", isSpan}}
	return list
}

func isFrameAddress(s string) bool {
	return strings.HasPrefix(s, "https://") && isAddress("https")(s)
}

var isSandbox = regexp.MustCompile(`^allow-[a-z-]+( allow-[a-z-]+)*$`).MatchString

var isTokens = regexp.MustCompile(`^[a-z-]+( [a-z-]+)*$`).MatchString

var isMediaType = regexp.MustCompile(`^(image|video|audio|application)/[a-z0-9.+-]+(; ?codecs=["']?[A-Za-z0-9., -]+["']?)?$`).MatchString

// runningSchemes are never allowed: what they lead to runs in the page that
// shows the article, or is a page of its own with that page's origin.
var runningSchemes = []string{"javascript", "vbscript", "data", "blob", "file", "filesystem", "about", "view-source", "livescript", "mocha", "jar", "mhtml", "ms-its", "intent"}

// neverAllowed are elements that no option brings back.
var neverAllowed = strings.Fields(`script style link meta base object embed applet form input button select textarea option optgroup svg template
	noscript frame frameset html head body title plaintext xmp listing noembed noframes portal isindex annotation-xml maction fencedframe`)

func newAllowList(opt Options) (*allowList, error) {
	a := &allowList{elements: ownAllowList(opt), extra: map[atom.Atom]bool{}, denied: map[string]bool{}}
	for i, row := range opt.Allow {
		if err := a.add(row); err != nil {
			return nil, fmt.Errorf("htmlclean: Options.Allow, row %d: %w", i+1, err)
		}
	}
	for i, row := range opt.Deny {
		if err := a.deny(row); err != nil {
			return nil, fmt.Errorf("htmlclean: Options.Deny, row %d: %w", i+1, err)
		}
	}
	a.index = newWordMap(a.elements)
	return a, nil
}

func (a *allowList) add(row Allowance) error {
	for _, s := range row.Schemes {
		if s == "" || s != strings.ToLower(s) || slices.Contains(runningSchemes, s) {
			return fmt.Errorf("the scheme %q cannot be allowed", s)
		}
	}
	if row.Element == "" {
		if len(row.Schemes) == 0 {
			return fmt.Errorf("the row names neither element nor schemes")
		}
		return nil
	}
	if row.Element != strings.ToLower(row.Element) || slices.Contains(neverAllowed, row.Element) {
		return fmt.Errorf("the element %q cannot be allowed", row.Element)
	}
	valid, err := attributeRule(row)
	if err != nil {
		return err
	}
	a.attributes = a.attributes || row.Attribute != ""
	if row.Element == "*" {
		if row.Attribute == "" {
			return fmt.Errorf("the row allows every element")
		}
		for name := range a.elements {
			a.elements[name] = append(a.elements[name], attrRule{row.Attribute, valid})
		}
		return nil
	}
	if _, known := a.elements[row.Element]; !known {
		tag := atom.Lookup([]byte(row.Element))
		if tag == 0 {
			return fmt.Errorf("%q is no HTML element", row.Element)
		}
		a.elements[row.Element] = nil
		a.extra[tag] = true
	}
	if row.Attribute != "" {
		a.elements[row.Element] = append(a.elements[row.Element], attrRule{row.Attribute, valid})
	}
	return nil
}

func attributeRule(row Allowance) (func(string) bool, error) {
	key := row.Attribute
	switch {
	case key == "":
		return nil, nil
	case key != strings.ToLower(key) || strings.ContainsAny(key, " \t\n\"'<>/="),
		strings.HasPrefix(key, "on"), slices.Contains([]string{"srcdoc", "formaction", "action", "ping", "background", "xmlns", "is", "http-equiv", "manifest"}, key):
		return nil, fmt.Errorf("the attribute %q cannot be allowed", key)
	case slices.Contains([]string{"href", "src", "srcset", "poster", "cite", "data", "longdesc", "usemap", "lowsrc", "dynsrc"}, key):
		return nil, fmt.Errorf("the attribute %q holds a URL: its elements are fixed", key)
	case row.Pattern == "" && slices.Contains([]string{"style", "id", "name"}, key):
		return nil, fmt.Errorf("the attribute %q needs a pattern", key)
	case row.Pattern == "":
		return anyValue, nil
	}
	re, err := wholePattern(row.Pattern)
	if err != nil {
		return nil, err
	}
	return re.MatchString, nil
}

func wholePattern(pattern string) (*regexp.Regexp, error) {
	return regexp.Compile(`\A(?:` + pattern + `)\z`)
}

func (a *allowList) deny(row Allowance) error {
	switch {
	case row.Element == "" && len(row.Schemes) == 0:
		return fmt.Errorf("the row names neither element nor schemes")
	case row.Element == "":
		// The address room reads the schemes.
	case row.Attribute == "":
		delete(a.elements, row.Element)
		a.denied[row.Element] = true
	case row.Element == "*":
		for name, rules := range a.elements {
			a.elements[name] = withoutAttr(rules, row.Attribute)
		}
	default:
		a.elements[row.Element] = withoutAttr(a.elements[row.Element], row.Attribute)
	}
	return nil
}

func withoutAttr(rules []attrRule, key string) []attrRule {
	return slices.DeleteFunc(slices.Clone(rules), func(r attrRule) bool { return r.key == key })
}

func (a *allowList) denies(name string) bool { return len(a.denied) > 0 && a.denied[name] }

// keep copies those of attrs that element may have, in the list's order. It
// makes no slice where none may stay.
func (j *job) keep(element string, attrs []attribute) []attribute {
	if len(attrs) == 0 {
		return nil
	}
	rules := j.allow.index.get(element)
	if rules == nil {
		return nil
	}
	var kept []attribute
	for _, r := range *rules {
		for i := range attrs {
			if attrs[i].key == r.key {
				if val := validText(attrs[i].val); r.valid(val) && !slices.ContainsFunc(kept, func(k attribute) bool { return k.key == r.key }) {
					if kept == nil {
						kept = j.attrs.take(len(attrs))[:0]
					}
					kept = append(kept, attribute{r.key, val})
				}
				break
			}
		}
	}
	return kept
}

var whyNotAllowed = reason("allow", "not-allowed", "the element is not on the allow-list")

// reduce leaves only what the allow-list has. The passes before it write nothing
// else, unless an option denies it: it is the wall, not the gardener.
func (j *job) reduce() {
	for n := j.root.first; n != nil && !j.stopped(); {
		if n.isText() {
			n = n.nextIn(j.root)
			continue
		}
		rules := j.allow.index.get(n.name())
		valid := rules != nil && allAllowed(*rules, n.attr)
		if rules == nil || isNothingWithout(n, *rules, valid) {
			n = j.refuse(n)
			continue
		}
		if !valid {
			n.attr = j.keep(n.name(), n.attr)
		}
		n = n.nextIn(j.root)
	}
}

// allAllowed tells whether attrs are just what keep would make of them.
func allAllowed(rules []attrRule, attrs []attribute) bool {
	for _, r := range rules {
		if len(attrs) == 0 {
			break
		}
		if a := &attrs[0]; a.key == r.key && r.valid(a.val) && validText(a.val) == a.val {
			attrs = attrs[1:]
		}
	}
	return len(attrs) == 0
}

// refuse takes an element out and leaves its content, and takes out what is
// empty without it. It returns the node where the walk goes on.
func (j *job) refuse(n *node) *node {
	if c := j.note(n, whyNotAllowed, "unwrap"); c != nil {
		c.Images = n.imageAddresses()
	}
	if n.first != nil {
		return n.unwrap()
	}
	for p := n.parent; p != j.root && p.first == n && p.last == n; p = p.parent {
		n = p
	}
	next := n.following(j.root)
	n.remove()
	return next
}

// isNothingWithout tells whether n lacks the address without which it is nothing;
// valid, whether all attributes that it has are known to be.
func isNothingWithout(n *node, rules []attrRule, valid bool) bool {
	var key string
	switch n.tag {
	case atom.Img, atom.Iframe:
		key = "src"
	case atom.A:
		key = "href"
	default:
		return false
	}
	if valid {
		return !n.has(key)
	}
	i := slices.IndexFunc(rules, func(r attrRule) bool { return r.key == key })
	return i < 0 || !rules[i].valid(n.get(key))
}
