package htmlclean

import (
	"strings"

	"golang.org/x/net/html/atom"
)

// A language tag stays where it differs from what is around: it chooses the font
// of Chinese characters, the voice of a screen reader and how words are divided.
// On elements that say nothing else it goes, because word processors put one on
// every word.

// languageTag returns the part of a tag that is known (BCP 47): a language, with a
// script and a region where they are said, in the usual letter case; "" where
// even the language is none. What stands behind is cut off, as a look-up does it
// (RFC 4647, 3.4).
func languageTag(s string) string {
	parts := strings.FieldsFunc(strings.Trim(s, asciiSpace), func(r rune) bool { return r == '-' || r == '_' })
	if len(parts) == 0 || len(s) > 40 {
		return ""
	}
	tag := strings.ToLower(parts[0])
	if !languageCodes[tag] {
		return ""
	}
	parts = parts[1:]
	if len(parts) > 0 && len(parts[0]) == 4 {
		script := strings.ToUpper(parts[0][:1]) + strings.ToLower(parts[0][1:])
		if !scriptCodes[script] {
			return tag
		}
		tag += "-" + script
		parts = parts[1:]
	}
	if len(parts) > 0 {
		if region := strings.ToUpper(parts[0]); regionCodes[region] {
			tag += "-" + region
		}
	}
	return tag
}

// isLanguage is the validator of lang.
func isLanguage(s string) bool { return s != "" && languageTag(s) == s }

// speak takes over the language that a block of the input gives its text.
func (b *builder) speak(n *node) {
	if n.is(atom.Pre, atom.Listing, atom.Xmp) {
		return // a programming language
	}
	if tag := languageTag(n.get("lang")); tag != "" {
		if b.lang = tag; sameLanguage(tag, b.around) {
			b.lang = ""
		}
	}
}

// keepLanguage leaves n, a phrasing element, its language if it is one. Whether it
// says anything is seen where its text has come to stand.
func (b *builder) keepLanguage(n *node) {
	n.set("lang", languageTag(n.get("lang")))
	b.spoke = true
}

// spoken is the language in force where text is written, as far as it is known.
func (b *builder) spoken() string {
	if b.lang != "" {
		return b.lang
	}
	return b.around
}

// sameLanguage tells whether one of two tags only says more precisely what the
// other says.
func sameLanguage(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	return a != "" && strings.HasPrefix(b, a) && (len(a) == len(b) || b[len(a)] == '-')
}

// settleLanguages leaves a language only where it is not that around it.
func (b *builder) settleLanguages() {
	b.dropKnownLanguages(b.out, languageTag(b.j.lang))
	if b.j.settleLanguage() {
		b.dropKnownLanguages(b.out, b.j.lang)
	}
}

// dropKnownLanguages takes the languages from the elements under n that only say
// again what is around them, and mends the lines where marks are alike now.
func (b *builder) dropKnownLanguages(n *node, around string) (marks bool) {
	for c := n.first; c != nil; c = c.next {
		within := around
		if c.has("lang") {
			if lang := c.get("lang"); lang != "" && !sameLanguage(lang, around) {
				within = lang
			} else {
				c.del("lang")
				marks = marks || !blockElements.has(c.tag)
			}
		}
		if c.first != nil {
			marks = b.dropKnownLanguages(c, within) && !blockElements.has(c.tag) || marks
		}
	}
	if marks && blockElements.has(n.tag) {
		b.mend(n)
	}
	return marks
}

// settleLanguage tells whether nearly all blocks have the same language, which
// then is the article's own.
func (j *job) settleLanguage() bool {
	counts := map[string]int{}
	blocks := 0
	for n := j.root.first; n != nil && !j.stopped(); n = n.next {
		blocks++
		counts[n.get("lang")]++
	}
	delete(counts, "")
	for tag, count := range counts {
		if 4*count < 3*blocks {
			continue
		}
		j.lang = tag
		return true
	}
	return false
}

var languageCodes = codes(`aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es et eu fa ff fi
	fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg
	li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si
	sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
	ang ceb cmn fil gan grc gsw hak haw hsn lzh nan sco wuu yue`)

var scriptCodes = codes(`Arab Armn Beng Bopo Cyrl Deva Ethi Geor Grek Gujr Guru Hang Hani Hans Hant Hebr Hira Jpan Kana Khmr Knda Kore Laoo Latn Mlym Mong Mymr
	Sinh Taml Telu Thaa Thai Tibt`)

var regionCodes = codes(`AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL
	CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM
	HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM
	MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD
	SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT
	ZA ZM ZW 001 150 419`)

func codes(list string) map[string]bool {
	set := map[string]bool{}
	for code := range strings.FieldsSeq(list) {
		set[code] = true
	}
	return set
}

// takeLanguage gives n the language and the direction that from says.
func (n *node) takeLanguage(from *node) {
	for _, key := range [...]string{"lang", "dir"} {
		if from.has(key) {
			n.set(key, from.get(key))
		}
	}
}
