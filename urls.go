package htmlclean

// addresses resolves, recovers and judges the URLs of one article.
type addresses struct{}

// An address is what became of one URL of the input.
type address struct {
	url      string   // what to write; "" where the input's value is of no use or unsafe
	proxies  []string // rows of the table that were peeled off, outermost first
	tracking []string // names of the query parameters that were removed
	why      string   // where url is "": why, in words for the report
}

// link, picture and media turn a raw attribute value into the address to write
// into href; into the src of an img; into the src of video, audio, source, track.
func (a *addresses) link(raw string) address    { return address{url: raw} }
func (a *addresses) picture(raw string) address { return address{url: raw} }
func (a *addresses) media(raw string) address   { return address{url: raw} }
