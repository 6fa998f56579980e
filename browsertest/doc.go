// Package browsertest proves in headless Chromium that what htmlclean returns
// runs nothing, shadows nothing and requests nothing but pictures and media.
//
// All of it is a test; package vectors holds the hostile articles.
package browsertest
