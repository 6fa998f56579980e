module github.com/htmlclean/htmlclean/validity

go 1.26.0

require (
	github.com/htmlclean/htmlclean v0.0.0
	github.com/htmlclean/htmlclean/browsertest v0.0.0
	github.com/stretchr/testify v1.12.1
	golang.org/x/net v0.62.0
)

require (
	github.com/aymerick/douceur v0.2.0 // indirect
	github.com/gorilla/css v1.0.1 // indirect
	github.com/microcosm-cc/bluemonday v1.0.27 // indirect
	go.yaml.in/yaml/v3 v3.0.5 // indirect
	golang.org/x/text v0.43.0 // indirect
)

replace (
	github.com/htmlclean/htmlclean => ../
	github.com/htmlclean/htmlclean/browsertest => ../browsertest
)
