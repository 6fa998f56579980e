package htmlclean

import (
	"slices"
	"strings"

	"golang.org/x/net/html/atom"
)

// The content model of the HTML Standard, as far as an article needs it
// (https://html.spec.whatwg.org/multipage/dom.html#content-models).

// A tagSet is a set of elements. An atom is the place of its name in a string
// that holds all names, times 256, plus the length of the name: here each place
// has a word, in which each length has a bit. A look into it costs a third of
// one into a map, and there are some for every node.
type tagSet []uint32

func atomSet(tags ...atom.Atom) tagSet { return tagSet(nil).with(tags...) }

func (s tagSet) has(tag atom.Atom) bool {
	place := int(tag >> 8)
	return place < len(s) && s[place]&(1<<(tag%32)) != 0
}

// with returns the set of what is in s, and tags.
func (s tagSet) with(tags ...atom.Atom) tagSet {
	size := len(s)
	for _, tag := range tags {
		size = max(size, int(tag>>8)+1)
	}
	set := make(tagSet, size)
	copy(set, s)
	for _, tag := range tags {
		set[tag>>8] |= 1 << (tag % 32)
	}
	return set
}

// without returns the set of what is in s, but for tags.
func (s tagSet) without(tags ...atom.Atom) tagSet {
	set := slices.Clone(s)
	for _, tag := range tags {
		set[tag>>8] &^= 1 << (tag % 32)
	}
	return set
}

// blockElements begin and end a line of text: flow content that is not phrasing
// content, and what stands only inside such. An element that is not listed,
// known or not, is taken for phrasing content.
var blockElements = atomSet(
	atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Body, atom.Caption, atom.Center, atom.Col, atom.Colgroup,
	atom.Dd, atom.Details, atom.Dialog, atom.Dir, atom.Div, atom.Dl, atom.Dt, atom.Fieldset, atom.Figcaption, atom.Figure,
	atom.Footer, atom.Form, atom.Frameset, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Header, atom.Hgroup, atom.Hr,
	atom.Html, atom.Legend, atom.Li, atom.Listing, atom.Main, atom.Menu, atom.Nav, atom.Noframes, atom.Ol, atom.Optgroup,
	atom.Option, atom.P, atom.Plaintext, atom.Pre, atom.Search, atom.Section, atom.Summary, atom.Table, atom.Tbody, atom.Td,
	atom.Tfoot, atom.Th, atom.Thead, atom.Tr, atom.Ul, atom.Xmp,
)

// markOf maps the phrasing elements that say something about their text to the
// element the output has for it. Editors write b and i for what they show:
// importance and stress. What is not listed says nothing.
var markOf = map[atom.Atom]atom.Atom{
	atom.A: atom.A, atom.Abbr: atom.Abbr, atom.Acronym: atom.Abbr, atom.B: atom.Strong, atom.Bdi: atom.Bdi, atom.Bdo: atom.Bdo,
	atom.Cite: atom.Cite, atom.Code: atom.Code, atom.Del: atom.Del, atom.Dfn: atom.Dfn, atom.Em: atom.Em, atom.I: atom.Em,
	atom.Ins: atom.Ins, atom.Kbd: atom.Kbd, atom.Mark: atom.Mark, atom.Q: atom.Q, atom.Rp: atom.Rp, atom.Rt: atom.Rt, atom.Ruby: atom.Ruby,
	atom.S: atom.S, atom.Samp: atom.Samp, atom.Small: atom.Small, atom.Strike: atom.S, atom.Strong: atom.Strong, atom.Sub: atom.Sub,
	atom.Sup: atom.Sup, atom.Time: atom.Time, atom.Tt: atom.Code, atom.U: atom.U, atom.Var: atom.Var,
}

// ownMarks keep their borders: two of them side by side stay two, because a
// reader sees two keys, two quotations, two readings.
var ownMarks = atomSet(atom.Abbr, atom.Bdi, atom.Bdo, atom.Dfn, atom.Kbd, atom.Q, atom.Rp, atom.Rt, atom.Ruby, atom.Time)

// spokenMarks can have a language: what is foreign, quoted, named or defined.
var spokenMarks = atomSet(atom.Cite, atom.Dfn, atom.Em, atom.Q)

// nestedMarks mean something inside themselves: a power of a power, a quotation
// in a quotation. Every other mark says no more twice than once.
var nestedMarks = atomSet(atom.Bdi, atom.Bdo, atom.Q, atom.Sub, atom.Sup)

// maxMarks bounds how many marks stand around one text.
const maxMarks = 32

// neverShown are the elements of which a browser shows nothing, whatever they hold.
var neverShown = atomSet(
	atom.Area, atom.Base, atom.Col, atom.Colgroup, atom.Datalist, atom.Head, atom.Link, atom.Map, atom.Meta, atom.Noembed, atom.Noframes,
	atom.Param, atom.Script, atom.Style, atom.Template, atom.Title, atom.Track,
)

// controls do nothing outside the page they were made for.
var controls = atomSet(atom.Button, atom.Input, atom.Select, atom.Textarea, atom.Progress, atom.Meter, atom.Output, atom.Canvas)

// knownElements are the elements that a tag in markup can mean: those of HTML,
// with the obsolete ones that browsers still know, and the common ones of SVG
// and MathML. Inside code a tag with any other name is text.
var knownElements = func() map[string]bool {
	set := map[string]bool{}
	for name := range strings.FieldsSeq(`a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big blink blockquote body br
		button canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed fieldset figcaption figure font
		footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe image img input ins isindex kbd keygen label legend li
		link listing main map mark marquee menu menuitem meta meter nav nobr noembed noframes noscript object ol optgroup option output p param picture
		plaintext pre progress q rb rp rt rtc ruby s samp script search section select slot small source span strike strong style sub summary sup table
		tbody td template textarea tfoot th thead time title tr track tt u ul var video wbr xmp
		svg g path rect circle ellipse line polyline polygon text tspan use defs symbol lineargradient radialgradient stop clippath mask pattern
		foreignobject animate filter desc
		math mrow mi mn mo ms mtext mspace mfrac msqrt mroot msub msup msubsup munder mover munderover mmultiscripts mprescripts mtable mtr mtd mstyle
		merror mpadded mphantom semantics annotation
		zkspan clipboard-copy g-emoji o:p`) {
		set[name] = true
	}
	return set
}()
