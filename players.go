package htmlclean

import (
	"net/url"
	"strconv"
	"strings"
)

// A player is a row of the table of embeds: which addresses it is for, which
// values they hold, and what address is made of these. Nothing of the input's
// address but the checked values is written.
type player struct {
	name  string   // shown where a player has no title, and before a link's address
	hosts []string // "ted.com" is www.ted.com and m.ted.com too; ".ted.com" is every host under it
	paths []string // "/embed/{id}", "/*/pen/{id}", "/s/{rest...}"; none: every path
	vals  []value
	to    string // the address made; "{h?}" is left out with its parameter where there is no h
	as    treatment
}

// A value is a part of an address that a player needs.
type value struct {
	name string
	from string              // query parameters that hold it, where the path does not
	ok   func(string) string // the value in its normal form; "" where it is none
	or   string              // the value where there is none
}

// A treatment says what becomes of an embed.
type treatment uint8

const (
	asFrame   treatment = iota // a player: an iframe of its normal form
	asLink                     // a page that cannot be framed, or is better read in its place: a link to it
	asWrapper                  // it only shows another address, which is looked up in its turn
	asAdvert                   // junk, see the reasons in media.go
	asComments
	asButton
)

// What values are made of. None has a dot segment or a quote in it; those that
// may hold what a URL gives a meaning to are percent-encoded where it would.
var (
	aNumber     = charsOf("0123456789", 1, 20)
	aName       = charsOf("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", 1, 20)
	aCode       = charsOf(alphanumeric, 1, 40)
	aWord       = charsOf(alphanumeric+"_-", 1, 100)
	aHash       = charsOf("0123456789abcdef", 32, 32)
	elevenChars = charsOf(alphanumeric+"_-", 11, 11)
	aBV         = withPrefix("BV", charsOf(alphanumeric, 12, 12))
	aYoukuID    = charsOf(alphanumeric+"=", 8, 32)
	aShortCode  = charsOf(alphanumeric, 2, 12)
	anInteger   = charsOf("0123456789-", 1, 20)
	aPlace      = charsOf("0123456789.,-", 3, 120)
	someOptions = charsOf(alphanumeric+"=_/-", 3, 300)
	aMap        = charsOf(alphanumeric+"!*'(),.:;_+-%~ ", 8, 3000)
	aFlag       = among("true", "false", "0", "1")
	aSpotifyID  = charsOf(alphanumeric, 22, 22)
	aVideoID    = charsOf("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-", 22, 36)
)

const alphanumeric = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

// charsOf accepts min to max bytes of a set.
func charsOf(set string, min, max int) func(string) string {
	var in [128]bool
	for i := range len(set) {
		in[set[i]] = true
	}
	return func(s string) string {
		if len(s) < min || len(s) > max {
			return ""
		}
		for i := range len(s) {
			if s[i] >= 128 || !in[s[i]] {
				return ""
			}
		}
		return s
	}
}

func withPrefix(prefix string, ok func(string) string) func(string) string {
	return func(s string) string {
		if !strings.HasPrefix(s, prefix) {
			return ""
		}
		return ok(s)
	}
}

func among(list ...string) func(string) string {
	return func(s string) string {
		for _, l := range list {
			if s == l {
				return s
			}
		}
		return ""
	}
}

// anItem accepts names such as "pl.f4d1" and "Night_of-1968.avi": no dot at
// either end, so that none is a dot segment.
func anItem(s string) string {
	if strings.HasPrefix(s, ".") || strings.HasSuffix(s, ".") {
		return ""
	}
	return itemChars(s)
}

var itemChars = charsOf(alphanumeric+"._-", 1, 120)

// aTubeID accepts an id, and as links of the Flash player have it: "/v/<id>&hl=en".
func aTubeID(s string) string {
	id, _, _ := strings.Cut(s, "&")
	return elevenChars(id)
}

// aSlug accepts a path segment in any script; it is written percent-encoded.
func aSlug(s string) string {
	if s == "." || s == ".." || len(s) > 300 || strings.ContainsAny(s, `/\%`) || hasControl(s) {
		return ""
	}
	return s
}

func hasControl(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r < ' ' || r == 0x7f }) >= 0
}

// aTime turns "90", "90s" and "1h2m3s" into seconds.
func aTime(s string) string {
	total, n, seen := 0, 0, false
	for i := range len(s) {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			if n = n*10 + int(c-'0'); n > 1e6 {
				return ""
			}
			seen = true
			continue
		case !seen:
			return ""
		case c == 'h':
			total += n * 3600
		case c == 'm':
			total += n * 60
		case c == 's':
			total += n
		default:
			return ""
		}
		n, seen = 0, false
	}
	if total += n; total == 0 {
		return ""
	}
	return strconv.Itoa(total)
}

// aTrack accepts the address of a track or a list, which the player takes as a parameter.
func aTrack(s string) string {
	u, err := url.Parse(s)
	if err != nil || u.User != nil || u.Scheme != "https" && u.Scheme != "http" ||
		u.Host != "api.soundcloud.com" && u.Host != "soundcloud.com" || hasControl(s) {
		return ""
	}
	u.Scheme = "https"
	return u.String()
}

// anAddress accepts an absolute address; it is judged when it is looked up in its turn.
func anAddress(s string) string {
	if strings.HasPrefix(s, "//") {
		s = "https:" + s
	}
	if !strings.HasPrefix(s, "https://") && !strings.HasPrefix(s, "http://") || hasControl(s) {
		return ""
	}
	return s
}

const (
	toYouTube  = "https://www.youtube-nocookie.com/embed/{id}?start={start?}&end={end?}&list={list?}"
	toVimeo    = "https://player.vimeo.com/video/{id}?dnt=1&h={h?}"
	toTencent  = "https://v.qq.com/txp/iframe/player.html?vid={vid}&autoplay=false"
	toYouku    = "https://player.youku.com/embed/{id}"
	toDouyin   = "https://open.douyin.com/player/video?vid={vid}&autoplay=0"
	toBilibili = "https://player.bilibili.com/player.html?"
	toNetEase  = "https://music.163.com/outchain/player?type={type}&id={id}&auto=0&height={height}"
	toApple    = "https://embed.podcasts.apple.com/{cc}/podcast/{slug}/id{id}?i={i?}"
)

var (
	bilibiliHosts   = []string{"bilibili.com", "player.bilibili.com", "static.hdslb.com"}
	bilibiliPlayers = []string{"/player.html", "/blackboard/player.html", "/blackboard/html5mobileplayer.html", "/miniloader.swf"}
	bilibiliParts   = []value{{name: "p", from: "p page", ok: aNumber}, {name: "t", from: "t", ok: aTime}}
)

// players is in the order in which rows of one host are tried.
var players = []player{
	// "videoseries" and "live_stream" are eleven characters long, as an id is: they stand first.
	{name: "YouTube", hosts: []string{"youtube.com", "youtube-nocookie.com", "music.youtube.com"},
		paths: []string{"/embed/videoseries", "/playlist", "/p/{list}"},
		vals:  []value{{name: "list", from: "list", ok: aWord}},
		to:    "https://www.youtube-nocookie.com/embed/videoseries?list={list}"},
	{name: "YouTube", hosts: []string{"youtube.com", "youtube-nocookie.com"},
		paths: []string{"/embed/live_stream"},
		vals:  []value{{name: "channel", from: "channel", ok: aWord}},
		to:    "https://www.youtube-nocookie.com/embed/live_stream?channel={channel}"},
	{name: "YouTube", hosts: []string{"youtube.com", "youtube-nocookie.com", "music.youtube.com"},
		paths: []string{"/watch", "/embed", "/embed/{id}", "/v/{id}", "/e/{id}", "/shorts/{id}", "/live/{id}"},
		vals: []value{{name: "id", from: "v", ok: aTubeID}, {name: "start", from: "start t", ok: aTime},
			{name: "end", from: "end", ok: aTime}, {name: "list", from: "list", ok: aWord}},
		to: toYouTube},
	{name: "YouTube", hosts: []string{"youtu.be"},
		paths: []string{"/{id}"},
		vals: []value{{name: "id", ok: aTubeID}, {name: "start", from: "start t", ok: aTime},
			{name: "end", from: "end", ok: aTime}, {name: "list", from: "list", ok: aWord}},
		to: toYouTube},

	{name: "Vimeo", hosts: []string{"vimeo.com"},
		paths: []string{"/event/{id}", "/event/{id}/embed"},
		vals:  []value{{name: "id", ok: aNumber}},
		to:    "https://vimeo.com/event/{id}/embed"},
	{name: "Vimeo", hosts: []string{"vimeo.com", "player.vimeo.com"},
		paths: []string{"/video/{id}", "/{id}", "/{id}/{h}", "/channels/*/{id}", "/groups/*/videos/{id}", "/moogaloop.swf"},
		vals:  []value{{name: "id", from: "clip_id", ok: aNumber}, {name: "h", from: "h", ok: aCode}},
		to:    toVimeo},

	{name: "Dailymotion", hosts: []string{"dailymotion.com", "geo.dailymotion.com", "dai.ly"},
		paths: []string{"/embed/video/{id}", "/video/{id}", "/swf/{id}", "/{id}", "/player.html", "/player/*"},
		vals:  []value{{name: "id", from: "video", ok: aShortCode}},
		to:    "https://www.dailymotion.com/embed/video/{id}"},
	{name: "VideoPress", hosts: []string{"videopress.com", "video.wordpress.com"},
		paths: []string{"/embed/{id}", "/v/{id}"},
		vals:  []value{{name: "id", ok: charsOf(alphanumeric, 6, 12)}},
		to:    "https://videopress.com/embed/{id}"},

	// The player starts by itself unless it is told not to.
	{name: "bilibili", hosts: bilibiliHosts,
		paths: append([]string{"/video/{bvid}"}, bilibiliPlayers...),
		vals:  append([]value{{name: "bvid", from: "bvid", ok: aBV}}, bilibiliParts...),
		to:    toBilibili + "bvid={bvid}&p={p?}&t={t?}&autoplay=0&danmaku=0"},
	{name: "bilibili", hosts: bilibiliHosts,
		paths: append([]string{"/video/av{aid}"}, bilibiliPlayers...),
		vals:  append([]value{{name: "aid", from: "aid", ok: aNumber}}, bilibiliParts...),
		to:    toBilibili + "aid={aid}&p={p?}&t={t?}&autoplay=0&danmaku=0"},
	{name: "bilibili", hosts: bilibiliHosts,
		paths: bilibiliPlayers,
		vals:  append([]value{{name: "cid", from: "cid", ok: aNumber}}, bilibiliParts...),
		to:    toBilibili + "cid={cid}&p={p?}&t={t?}&autoplay=0&danmaku=0"},

	{name: "腾讯视频", hosts: []string{"v.qq.com", "video.qq.com", "static.video.qq.com", "imgcache.qq.com"},
		paths: []string{"/txp/iframe/player.html", "/iframe/player.html", "/iframe/preview.html", "/play.html",
			"/x/page/{vid}.html", "/x/cover/*/{vid}.html", "/x/m/play", "/TPout.swf", "/tencentvideo_v1/playerv3/TPout.swf"},
		vals: []value{{name: "vid", from: "vid", ok: charsOf(alphanumeric, 11, 11)}},
		to:   toTencent},
	{name: "优酷", hosts: []string{"v.youku.com", "player.youku.com", "youku.com"},
		paths: []string{"/v_show/id_{id}.html", "/v_show/id_{id}", "/embed/{id}", "/player.php/sid/{id}/v.swf", "/video"},
		vals:  []value{{name: "id", from: "vid", ok: aYoukuID}},
		to:    toYouku},
	{name: "西瓜视频", hosts: []string{"ixigua.com"},
		paths: []string{"/iframe/{id}", "/{id}", "/i{id}", "/embed"},
		vals:  []value{{name: "id", from: "group_id", ok: aNumber}},
		to:    "https://www.ixigua.com/iframe/{id}?autoplay=0"},
	{name: "抖音", hosts: []string{"douyin.com", "iesdouyin.com", "open.douyin.com"},
		paths: []string{"/player/video", "/video/{vid}", "/share/video/{vid}", "/discover", "/user/*", "/jingxuan"},
		vals:  []value{{name: "vid", from: "vid modal_id", ok: aNumber}},
		to:    toDouyin},
	{name: "AcFun", hosts: []string{"acfun.cn"},
		paths: []string{"/player/ac{id}", "/v/ac{id}"},
		vals:  []value{{name: "id", ok: aNumber}},
		to:    "https://www.acfun.cn/player/ac{id}"},
	{name: "爱奇艺", hosts: []string{"open.iqiyi.com"},
		paths: []string{"/developer/player_js/coopPlayerIndex.html"},
		vals:  []value{{name: "vid", from: "vid", ok: aHash}, {name: "tvId", from: "tvId", ok: aNumber}},
		to:    "https://open.iqiyi.com/developer/player_js/coopPlayerIndex.html?vid={vid}&tvId={tvId?}"},
	{name: "搜狐视频", hosts: []string{"tv.sohu.com"},
		paths: []string{"/s/sohuplayer/iplay.html"},
		vals:  []value{{name: "bid", from: "bid", ok: aNumber}},
		to:    "https://tv.sohu.com/s/sohuplayer/iplay.html?bid={bid}&autoplay=false&disablePlaylist=true"},
	{name: "ニコニコ動画", hosts: []string{"nicovideo.jp", "embed.nicovideo.jp", "sp.nicovideo.jp", "nico.ms"},
		paths: []string{"/watch/{id}", "/{id}"},
		vals:  []value{{name: "id", ok: charsOf(alphanumeric, 3, 16)}},
		to:    "https://embed.nicovideo.jp/watch/{id}"},

	{name: "网易云音乐", hosts: []string{"music.163.com"},
		paths: []string{"/outchain/player"},
		vals: []value{{name: "type", from: "type", ok: among("0", "1", "2", "3", "4")}, {name: "id", from: "id", ok: aNumber},
			{name: "height", from: "height", ok: among("32", "66", "90", "430"), or: "66"}},
		to: toNetEase},
	netEase("/song", "2", "66"),
	netEase("/album", "1", "430"),
	netEase("/playlist", "0", "430"),
	netEase("/program", "3", "66"),
	{name: "QQ音乐", hosts: []string{"i.y.qq.com"},
		paths: []string{"/n2/m/outchain/player/index.html"},
		vals:  []value{{name: "id", from: "songid", ok: aNumber}},
		to:    "https://i.y.qq.com/n2/m/outchain/player/index.html?songid={id}&songtype=0"},
	{name: "喜马拉雅", hosts: []string{"ximalaya.com"},
		paths: []string{"/thirdparty/player/sound/player.html"},
		vals:  []value{{name: "id", from: "id", ok: aNumber}},
		to:    "https://www.ximalaya.com/thirdparty/player/sound/player.html?id={id}&type=red"},

	{name: "Spotify", hosts: []string{"open.spotify.com"},
		paths: []string{"/embed/{type}/{id}", "/embed-podcast/{type}/{id}", "/{type}/{id}", "/*/{type}/{id}"},
		vals: []value{{name: "type", ok: among("track", "album", "artist", "playlist", "show", "episode")},
			{name: "id", ok: aSpotifyID}},
		to: "https://open.spotify.com/embed/{type}/{id}"},
	{name: "SoundCloud", hosts: []string{"w.soundcloud.com"},
		paths: []string{"/player"},
		vals:  []value{{name: "url", from: "url", ok: aTrack}, {name: "visual", from: "visual", ok: aFlag}},
		to:    "https://w.soundcloud.com/player/?url={url}&visual={visual?}"},
	{name: "Bandcamp", hosts: []string{"bandcamp.com"},
		paths: []string{"/EmbeddedPlayer/{rest...}", "/EmbeddedPlayer.html/{rest...}"},
		vals:  []value{{name: "rest", ok: someOptions}},
		to:    "https://bandcamp.com/EmbeddedPlayer/{rest}/"},
	{name: "Apple Podcasts", hosts: []string{"podcasts.apple.com", "embed.podcasts.apple.com"},
		paths: []string{"/{cc}/podcast/{slug}/id{id}"},
		vals: []value{{name: "cc", ok: charsOf("abcdefghijklmnopqrstuvwxyz", 2, 2)}, {name: "slug", ok: aSlug},
			{name: "id", ok: aNumber}, {name: "i", from: "i", ok: aNumber}},
		to: toApple},
	{name: "Apple Music", hosts: []string{"music.apple.com", "embed.music.apple.com"},
		paths: []string{"/{cc}/{kind}/{slug}/{id}"},
		vals: []value{{name: "cc", ok: charsOf("abcdefghijklmnopqrstuvwxyz", 2, 2)},
			{name: "kind", ok: among("album", "song", "playlist", "music-video")},
			{name: "slug", ok: aSlug}, {name: "id", ok: anItem}, {name: "i", from: "i", ok: aNumber}},
		to: "https://embed.music.apple.com/{cc}/{kind}/{slug}/{id}?i={i?}"},

	{name: "TED", hosts: []string{"ted.com", "embed.ted.com", "embed-ssl.ted.com"},
		paths: []string{"/talks/lang/{lang}/{talk}", "/talks/{talk}", "/talks/{talk}.html"},
		vals:  []value{{name: "talk", ok: aWord}, {name: "lang", from: "language", ok: aWord}},
		to:    "https://embed.ted.com/talks/{talk}?language={lang?}"},
	{name: "Internet Archive", hosts: []string{"archive.org"},
		paths: []string{"/embed/{id}", "/details/{id}"},
		vals:  []value{{name: "id", ok: anItem}},
		to:    "https://archive.org/embed/{id}"},
	{name: "Wistia", hosts: []string{"fast.wistia.net", "fast.wistia.com"},
		paths: []string{"/embed/iframe/{id}", "/embed/medias/{id}"},
		vals:  []value{{name: "id", ok: aShortCode}},
		to:    "https://fast.wistia.net/embed/iframe/{id}"},
	{name: "Loom", hosts: []string{"loom.com"},
		paths: []string{"/embed/{id}", "/share/{id}"},
		vals:  []value{{name: "id", ok: aHash}},
		to:    "https://www.loom.com/embed/{id}"},
	{name: "Streamable", hosts: []string{"streamable.com"},
		paths: []string{"/e/{id}", "/o/{id}", "/s/{id}/*", "/{id}"},
		vals:  []value{{name: "id", ok: aShortCode}},
		to:    "https://streamable.com/e/{id}"},
	{name: "Rumble", hosts: []string{"rumble.com"},
		paths: []string{"/embed/{id}"},
		vals:  []value{{name: "id", ok: aShortCode}},
		to:    "https://rumble.com/embed/{id}/"},
	{name: "TikTok", hosts: []string{"tiktok.com"},
		paths: []string{"/player/v1/{id}", "/embed/v2/{id}", "/embed/v3/{id}", "/embed/{id}", "/*/video/{id}"},
		vals:  []value{{name: "id", ok: aNumber}},
		to:    "https://www.tiktok.com/player/v1/{id}"},
	{name: "VK", hosts: []string{"vk.com", "vkvideo.ru"},
		paths: []string{"/video_ext.php"},
		vals: []value{{name: "oid", from: "oid", ok: anInteger}, {name: "id", from: "id", ok: aNumber},
			{name: "hash", from: "hash", ok: aCode}},
		to: "https://vk.com/video_ext.php?oid={oid}&id={id}&hash={hash?}"},
	{name: "OK", hosts: []string{"ok.ru"},
		paths: []string{"/videoembed/{id}", "/video/{id}"},
		vals:  []value{{name: "id", ok: aNumber}},
		to:    "https://ok.ru/videoembed/{id}"},
	{name: "RUTUBE", hosts: []string{"rutube.ru"},
		paths: []string{"/play/embed/{id}", "/video/{id}", "/video/embed/{id}"},
		vals:  []value{{name: "id", ok: aHash}},
		to:    "https://rutube.ru/play/embed/{id}"},
	{name: "Odysee", hosts: []string{"odysee.com"},
		paths: []string{"/$/embed/{rest...}", "/{rest...}"},
		vals:  []value{{name: "rest", ok: aClaim}},
		to:    "https://odysee.com/$/embed/{rest}"},
	// Anyone may run an instance, and a frame may show anything: these are run by names one knows.
	{name: "PeerTube", hosts: []string{"framatube.org", "peertube.tv", "video.blender.org", "tilvids.com", "diode.zone",
		"tube.tchncs.de", "makertube.net", "spectra.video", "peertube.debian.social"},
		paths: []string{"/videos/embed/{id}", "/videos/watch/{id}", "/w/{id}"},
		vals:  []value{{name: "id", ok: aVideoID}},
		to:    "https://{host}/videos/embed/{id}"},

	{name: "CodePen", hosts: []string{"codepen.io"},
		paths: []string{"/{user}/embed/preview/{id}", "/{user}/embed/{id}", "/{user}/pen/{id}"},
		vals: []value{{name: "user", ok: aWord}, {name: "id", ok: aCode},
			{name: "tab", from: "default-tab", ok: charsOf("abcdefghijklmnopqrstuvwxyz,", 2, 20)}},
		to: "https://codepen.io/{user}/embed/{id}?default-tab={tab?}"},
	{name: "CodeSandbox", hosts: []string{"codesandbox.io"},
		paths: []string{"/embed/{id}", "/s/{id}"},
		vals:  []value{{name: "id", ok: aWord}},
		to:    "https://codesandbox.io/embed/{id}"},
	{name: "JSFiddle", hosts: []string{"jsfiddle.net"},
		paths: []string{"/{rest...}"},
		vals:  []value{{name: "rest", ok: aFiddle}},
		to:    "https://jsfiddle.net/{rest}/"},
	{name: "Datawrapper", hosts: []string{"datawrapper.dwcdn.net"},
		paths: []string{"/{id}/{version}", "/{id}/{version}/index.html", "/{id}"},
		vals:  []value{{name: "id", ok: charsOf(alphanumeric, 5, 5)}, {name: "version", ok: aNumber, or: "1"}},
		to:    "https://datawrapper.dwcdn.net/{id}/{version}/"},
	{name: "Flourish", hosts: []string{"flo.uri.sh", "public.flourish.studio"},
		paths: []string{"/{kind}/{id}/embed", "/{kind}/{id}"},
		vals:  []value{{name: "kind", ok: among("visualisation", "story")}, {name: "id", ok: aNumber}},
		to:    "https://flo.uri.sh/{kind}/{id}/embed"},
	{name: "Observable", hosts: []string{"observablehq.com"},
		paths: []string{"/embed/{rest...}"},
		vals: []value{{name: "rest", ok: charsOf(alphanumeric+"@_/-", 3, 200)},
			{name: "cells", from: "cells cell", ok: charsOf(alphanumeric+"_,* ", 1, 200)}},
		to: "https://observablehq.com/embed/{rest}?cells={cells?}"},
	{name: "Figma", hosts: []string{"embed.figma.com", "figma.com"},
		paths: []string{"/{kind}/{id}", "/{kind}/{id}/*"},
		vals: []value{{name: "kind", ok: among("design", "board", "proto", "slides", "deck", "file")}, {name: "id", ok: charsOf(alphanumeric, 22, 128)},
			{name: "node", from: "node-id", ok: charsOf("0123456789:-", 3, 40)}},
		to: "https://embed.figma.com/{kind}/{id}?node-id={node?}&embed-host=share"},
	{name: "Figma", hosts: []string{"figma.com"}, as: asWrapper,
		paths: []string{"/embed"},
		vals:  []value{{name: "url", from: "url", ok: anAddress}},
		to:    "{url}"},
	{name: "Google Docs", hosts: []string{"docs.google.com"},
		paths: []string{"/presentation/d/e/{id}/embed", "/presentation/d/e/{id}/pubembed"},
		vals:  []value{{name: "id", ok: aWord}},
		to:    "https://docs.google.com/presentation/d/e/{id}/embed?start=false&loop=false"},
	{name: "Google Drive", hosts: []string{"drive.google.com"},
		paths: []string{"/file/d/{id}/preview"},
		vals:  []value{{name: "id", ok: aWord}},
		to:    "https://drive.google.com/file/d/{id}/preview"},
	{name: "GIPHY", hosts: []string{"giphy.com"},
		paths: []string{"/embed/{id}", "/embed/{id}/*"},
		vals:  []value{{name: "id", ok: aCode}},
		to:    "https://giphy.com/embed/{id}"},
	{name: "Google Maps", hosts: []string{"google.com", "maps.google.com"},
		paths: []string{"/maps/embed"},
		vals:  []value{{name: "pb", from: "pb", ok: aMap}},
		to:    "https://www.google.com/maps/embed?pb={pb}"},
	{name: "Google Maps", hosts: []string{"google.com"},
		paths: []string{"/maps/d/embed", "/maps/d/u/*/embed"},
		vals:  []value{{name: "mid", from: "mid", ok: anItem}},
		to:    "https://www.google.com/maps/d/embed?mid={mid}"},
	{name: "OpenStreetMap", hosts: []string{"openstreetmap.org"},
		paths: []string{"/export/embed.html"},
		vals: []value{{name: "bbox", from: "bbox", ok: aPlace}, {name: "layer", from: "layer", ok: aName},
			{name: "marker", from: "marker", ok: aPlace}},
		to: "https://www.openstreetmap.org/export/embed.html?bbox={bbox}&layer={layer?}&marker={marker?}"},

	// The live players ask for the name of the page they stand in.
	{name: "Twitch", hosts: []string{"player.twitch.tv"}, as: asLink,
		vals: []value{{name: "id", from: "video", ok: aTwitchVideo}},
		to:   "https://www.twitch.tv/videos/{id}"},
	{name: "Twitch", hosts: []string{"player.twitch.tv"}, as: asLink,
		vals: []value{{name: "channel", from: "channel", ok: aWord}},
		to:   "https://www.twitch.tv/{channel}"},
	{name: "Twitch", hosts: []string{"clips.twitch.tv"}, as: asLink,
		paths: []string{"/embed", "/{clip}"},
		vals:  []value{{name: "clip", from: "clip", ok: aWord}},
		to:    "https://clips.twitch.tv/{clip}"},
	// Statuses are read in their place.
	{name: "X", hosts: []string{"platform.twitter.com", "platform.x.com"}, as: asLink,
		paths: []string{"/embed/Tweet.html", "/embed/index.html"},
		vals:  []value{{name: "id", from: "id", ok: aNumber}},
		to:    "https://x.com/i/status/{id}"},
	{name: "Instagram", hosts: []string{"instagram.com"}, as: asLink,
		paths: []string{"/{kind}/{id}/embed", "/{kind}/{id}/embed/captioned"},
		vals:  []value{{name: "kind", ok: among("p", "reel", "tv")}, {name: "id", ok: aWord}},
		to:    "https://www.instagram.com/{kind}/{id}/"},
	{name: "Threads", hosts: []string{"threads.net", "threads.com"}, as: asLink,
		paths: []string{"/{user}/post/{id}/embed"},
		vals:  []value{{name: "user", ok: withPrefix("@", aSlug)}, {name: "id", ok: aWord}},
		to:    "https://www.threads.com/{user}/post/{id}"},
	{name: "Bluesky", hosts: []string{"embed.bsky.app"}, as: asLink,
		paths: []string{"/embed/{did}/app.bsky.feed.post/{id}"},
		vals:  []value{{name: "did", ok: charsOf(alphanumeric+":._-", 8, 100)}, {name: "id", ok: aWord}},
		to:    "https://bsky.app/profile/{did}/post/{id}"},
	{name: "Reddit", hosts: []string{"embed.reddit.com", "redditmedia.com"}, as: asLink,
		paths: []string{"/r/{rest...}"},
		vals:  []value{{name: "rest", ok: charsOf(alphanumeric+"/_-", 2, 300)}},
		to:    "https://www.reddit.com/r/{rest}/"},
	{name: "Telegram", hosts: []string{"t.me"}, as: asLink,
		paths: []string{"/{channel}/{id}"},
		vals:  []value{{name: "channel", ok: aWord}, {name: "id", ok: aNumber}},
		to:    "https://t.me/{channel}/{id}"},
	{name: "Facebook", hosts: []string{"facebook.com", "web.facebook.com"}, as: asWrapper,
		paths: []string{"/plugins/video.php", "/plugins/post.php", "/*/plugins/video.php", "/*/plugins/post.php"},
		vals:  []value{{name: "href", from: "href", ok: anAddress}},
		to:    "{href}"},

	{name: "Embedly", hosts: []string{"cdn.embedly.com"}, as: asWrapper,
		paths: []string{"/widgets/media.html"},
		vals:  []value{{name: "src", from: "src url", ok: anAddress}},
		to:    "{src}"},
	{name: "Google Docs", hosts: []string{"docs.google.com", "drive.google.com"}, as: asWrapper,
		paths: []string{"/viewer", "/gview", "/viewerng/viewer"},
		vals:  []value{{name: "url", from: "url", ok: anAddress}},
		to:    "{url}"},
	{name: "Office", hosts: []string{"view.officeapps.live.com"}, as: asWrapper,
		paths: []string{"/op/embed.aspx", "/op/view.aspx"},
		vals:  []value{{name: "src", from: "src", ok: anAddress}},
		to:    "{src}"},

	{name: "advertising", as: asAdvert, hosts: []string{".googlesyndication.com", ".doubleclick.net", ".2mdn.net",
		".criteo.com", ".criteo.net", ".amazon-adsystem.com", ".adnxs.com", ".taboola.com", ".outbrain.com",
		".googletagmanager.com", ".tinypass.com", ".piano.io", ".instaread.co", ".trinitymedia.ai", ".blink.net",
		"pos.baidu.com", ".cpro.baidu.com", ".tanx.com", ".gdt.qq.com", ".adsafeprotected.com", ".media.net"}},
	{name: "comments", as: asComments, hosts: []string{".disqus.com", "giscus.app", "utteranc.es", ".hyvor.com",
		".commento.io", ".changyan.sohu.com", ".livere.com", ".spot.im", ".openweb.com"}},
	{name: "comments", as: asComments, hosts: []string{"facebook.com"},
		paths: []string{"/plugins/comments.php", "/*/plugins/comments.php", "/plugins/feedback.php", "/*/plugins/feedback.php"}},
	{name: "buttons", as: asButton, hosts: []string{"facebook.com", "platform.twitter.com", "platform.x.com"},
		paths: []string{"/plugins/{file}", "/*/plugins/{file}", "/widgets/{file}"},
		vals:  []value{{name: "file", ok: anItem}}},
	{name: "buttons", as: asButton, hosts: []string{"ghbtns.com", "buttons.github.io", "widget.weibo.com", "apis.google.com",
		".addthis.com", ".sharethis.com", ".addtoany.com", "assets.pinterest.com", "syndication.twitter.com"}},
	{name: "buttons", as: asButton, hosts: []string{"google.com", "recaptcha.net"},
		paths: []string{"/recaptcha/{rest...}"},
		vals:  []value{{name: "rest", ok: anything}}},
}

// netEase is a page of the music site, which may be framed only as its player.
func netEase(page, kind, height string) player {
	return player{name: "网易云音乐", hosts: []string{"music.163.com", "y.music.163.com"},
		paths: []string{page, "/m" + page, page + "/{id}"},
		vals: []value{{name: "id", from: "id", ok: aNumber}, {name: "type", ok: aNumber, or: kind},
			{name: "height", ok: aNumber, or: height}},
		to: toNetEase}
}

// aTwitchVideo accepts the number of a video, which the player writes as "v123".
func aTwitchVideo(s string) string { return aNumber(strings.TrimPrefix(s, "v")) }

// anything accepts the rest of a path that is only told apart, never written.
func anything(s string) string { return s }

// aClaim accepts what names a film at Odysee: "@channel:a/title:9", "title:9" or,
// as older pages have it, the title and the claim as two segments.
func aClaim(s string) string {
	first, second, two := strings.Cut(s, "/")
	if aSlug(first) == "" || two && aSlug(second) == "" || first[0] == '$' || !two && strings.IndexByte(first, ':') < 0 {
		return ""
	}
	if two && strings.IndexByte(s, ':') < 0 && charsOf("0123456789abcdef", 40, 40)(second) == "" {
		return ""
	}
	return s
}

// aFiddle accepts "user/id/embedded/result" and its like.
func aFiddle(s string) string {
	if !strings.Contains(s+"/", "/embedded/") {
		return ""
	}
	return charsOf(alphanumeric+"/,_-", 10, 120)(s)
}

// playersByHost holds the rows of each host, so that a row more costs no other host anything.
var playersByHost = indexPlayers(players)

func indexPlayers(rows []player) map[string][]*player {
	index := make(map[string][]*player, 2*len(rows))
	for i := range rows {
		for _, h := range rows[i].hosts {
			index[h] = append(index[h], &rows[i])
			if strings.HasPrefix(h, ".") {
				index[h[1:]] = append(index[h[1:]], &rows[i])
			}
		}
	}
	return index
}

// findPlayer returns the row for an absolute address and the address that is
// made of it; nil where there is no row for it.
func findPlayer(address string) (*player, string) {
	if strings.HasPrefix(address, "//") {
		address = "https:" + address
	}
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.User != nil {
		return nil, ""
	}
	if p := u.Port(); p != "" && p != "80" && p != "443" {
		return nil, ""
	}
	if u.Path == "" || u.Path == "/" {
		useFragmentPath(u)
	}
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	host = strings.TrimPrefix(strings.TrimPrefix(host, "www."), "m.")
	rows := playersByHost[host]
	for under, labels := host, 0; rows == nil && labels < 6; labels++ {
		dot := strings.IndexByte(under, '.')
		if dot < 0 {
			return nil, ""
		}
		rows = playersByHost[under[dot:]]
		under = under[dot+1:]
	}
	var query url.Values
	for _, p := range rows {
		if query == nil {
			query = u.Query()
		}
		if to, ok := p.match(host, u.Path, query); ok {
			return p, to
		}
	}
	return nil, ""
}

// useFragmentPath makes the path of "https://music.163.com/#/song?id=1" what a
// page that routes by fragment takes for it.
func useFragmentPath(u *url.URL) {
	if f, ok := strings.CutPrefix(u.Fragment, "/"); ok {
		path, query, _ := strings.Cut(f, "?")
		u.Path, u.RawQuery = "/"+path, query
	}
}

// match fills p's address with the values it finds; ok is false where p is not
// for this path or lacks a value.
func (p *player) match(host, path string, query url.Values) (to string, ok bool) {
	if len(p.paths) == 0 {
		to, ok = p.fill(host, nil, query)
		return to, ok
	}
	for _, pattern := range p.paths {
		if found, ok := matchPath(pattern, path); ok {
			if to, ok := p.fill(host, found, query); ok {
				return to, true
			}
		}
	}
	return "", false
}

// fill checks the values and puts them into p's address.
func (p *player) fill(host string, found map[string]string, query url.Values) (string, bool) {
	good := map[string]string{"host": host}
	for _, v := range p.vals {
		raw, inPath := found[v.name]
		for name := range strings.FieldsSeq(v.from) {
			if raw != "" {
				break
			}
			raw = query.Get(name)
		}
		val := ""
		if raw != "" {
			val = v.ok(raw)
		}
		if val == "" && inPath {
			return "", false
		}
		if val == "" {
			val = v.or
		}
		good[v.name] = val
	}
	return expand(p.to, good)
}

// matchPath holds a path against a pattern, segment by segment, and returns what
// stands at the pattern's names. A slash at the end makes no difference.
func matchPath(pattern, path string) (map[string]string, bool) {
	var found map[string]string
	pattern, path = strings.Trim(pattern, "/"), strings.Trim(path, "/")
	for {
		want, restPattern, morePattern := strings.Cut(pattern, "/")
		have, restPath, morePath := strings.Cut(path, "/")
		if name, ok := strings.CutSuffix(want, "...}"); ok {
			have, morePath = path, false
			want = name + "}"
		}
		switch before, after, named := strings.Cut(want, "{"); {
		case named:
			name, after, _ := strings.Cut(after, "}")
			val, ok := strings.CutPrefix(have, before)
			val, ok2 := strings.CutSuffix(val, after)
			if !ok || !ok2 || val == "" {
				return nil, false
			}
			if found == nil {
				found = make(map[string]string, 3)
			}
			found[name] = val
		case want == "*" && have != "", want == have:
		default:
			return nil, false
		}
		if !morePattern || !morePath {
			return found, morePattern == morePath
		}
		pattern, path = restPattern, restPath
	}
}

// expand writes values into a template. A value in the query is escaped for it,
// one in the path for a path; a template that is one name is the value itself.
func expand(template string, vals map[string]string) (string, bool) {
	if name, ok := strings.CutPrefix(template, "{"); ok && strings.IndexByte(name, '}') == len(name)-1 {
		val := vals[strings.TrimSuffix(name, "}")]
		return val, val != ""
	}
	path, query, _ := strings.Cut(template, "?")
	var b strings.Builder
	for path != "" {
		literal, rest, _ := strings.Cut(path, "{")
		b.WriteString(literal)
		if rest == "" {
			break
		}
		name, after, _ := strings.Cut(rest, "}")
		if vals[name] == "" {
			return "", false
		}
		for i, segment := range strings.Split(vals[name], "/") {
			if i > 0 {
				b.WriteByte('/')
			}
			b.WriteString(escapeSegment(segment))
		}
		path = after
	}
	sep := byte('?')
	for query != "" {
		var pair string
		pair, query, _ = strings.Cut(query, "&")
		key, val, _ := strings.Cut(pair, "=")
		if name, ok := strings.CutPrefix(val, "{"); ok {
			name, optional := strings.CutSuffix(strings.TrimSuffix(name, "}"), "?")
			if vals[name] == "" {
				if optional {
					continue
				}
				return "", false
			}
			val = url.QueryEscape(vals[name])
		}
		b.WriteByte(sep)
		b.WriteString(key + "=" + val)
		sep = '&'
	}
	return b.String(), true
}

// escapeSegment percent-encodes a path segment, but for the commas that some
// players part their options with.
func escapeSegment(s string) string {
	return strings.ReplaceAll(url.PathEscape(s), "%2C", ",")
}
