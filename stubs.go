package htmlclean

func (j *job) pictures()                             {}
func (j *job) media()                                {}
func (j *job) pictureOrigin(n *node) (Picture, bool) { return Picture{}, false }

type candidate struct{ url string }

func parseSrcset(s string) []candidate { return nil }

type urlRules struct{}

func newURLRules(opt Options) (*urlRules, error)   { return &urlRules{}, nil }
func (u *urlRules) article(p, b string) *addresses { return &addresses{} }
func hostOf(s string) string                       { return "" }
func linkSchemeNames(opt Options) []string         { return nil }
