package htmlclean

type urlRules struct{}

func newURLRules(opt Options) (*urlRules, error)   { return &urlRules{}, nil }
func (u *urlRules) article(p, b string) *addresses { return &addresses{} }
func hostOf(s string) string                       { return "" }
func linkSchemeNames(opt Options) []string         { return nil }
func trackerPixel(url string) bool                 { return false }
func noReferrerHost(url string) bool               { return false }
