package main

func decode(data []byte, charset string) (text string, replaced int, err error) {
	return string(data), 0, nil
}
