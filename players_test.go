package htmlclean

import (
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// playerVectors has every path of every row that makes an address.
var playerVectors = []struct{ from, to string }{
	{"https://www.youtube.com/watch?v=Yx4-_kLm09Q", "https://www.youtube-nocookie.com/embed/Yx4-_kLm09Q"},
	{"https://www.youtube.com/watch?app=desktop&v=Yx4-_kLm09Q&t=1m30s&si=abc", "https://www.youtube-nocookie.com/embed/Yx4-_kLm09Q?start=90"},
	{"//www.youtube.com/embed/Yx4-_kLm09Q?feature=oembed&autoplay=1", "https://www.youtube-nocookie.com/embed/Yx4-_kLm09Q"},
	{"http://m.youtube.com/v/Yx4-_kLm09Q?start=5&end=20", "https://www.youtube-nocookie.com/embed/Yx4-_kLm09Q?start=5&end=20"},
	{"http://www.youtube.com/v/Yx4-_kLm09Q&hl=en&fs=1", "https://www.youtube-nocookie.com/embed/Yx4-_kLm09Q"},
	{"https://youtube.com/e/Yx4-_kLm09Q/", "https://www.youtube-nocookie.com/embed/Yx4-_kLm09Q"},
	{"https://www.youtube.com/shorts/Yx4-_kLm09Q", "https://www.youtube-nocookie.com/embed/Yx4-_kLm09Q"},
	{"https://www.youtube.com/live/Yx4-_kLm09Q?t=2h", "https://www.youtube-nocookie.com/embed/Yx4-_kLm09Q?start=7200"},
	{"https://music.youtube.com/watch?v=Yx4-_kLm09Q&list=PLabc", "https://www.youtube-nocookie.com/embed/Yx4-_kLm09Q?list=PLabc"},
	{"https://www.youtube.com/embed?v=Yx4-_kLm09Q", "https://www.youtube-nocookie.com/embed/Yx4-_kLm09Q"},
	{"https://youtu.be/Yx4-_kLm09Q?t=42", "https://www.youtube-nocookie.com/embed/Yx4-_kLm09Q?start=42"},
	{"https://www.youtube-nocookie.com/embed/videoseries?list=PLabc_1", "https://www.youtube-nocookie.com/embed/videoseries?list=PLabc_1"},
	{"https://www.youtube.com/playlist?list=PLabc_1", "https://www.youtube-nocookie.com/embed/videoseries?list=PLabc_1"},
	{"https://www.youtube.com/p/PLabc_1", "https://www.youtube-nocookie.com/embed/videoseries?list=PLabc_1"},
	{"https://www.youtube.com/embed/live_stream?channel=UCabc", "https://www.youtube-nocookie.com/embed/live_stream?channel=UCabc"},
	{"https://vimeo.com/148751763", "https://player.vimeo.com/video/148751763?dnt=1"},
	{"https://player.vimeo.com/video/148751763?h=ab12&autoplay=1&loop=1", "https://player.vimeo.com/video/148751763?dnt=1&h=ab12"},
	{"https://vimeo.com/148751763/ab12cd", "https://player.vimeo.com/video/148751763?dnt=1&h=ab12cd"},
	{"https://vimeo.com/channels/staffpicks/148751763", "https://player.vimeo.com/video/148751763?dnt=1"},
	{"https://vimeo.com/groups/films/videos/148751763", "https://player.vimeo.com/video/148751763?dnt=1"},
	{"http://vimeo.com/moogaloop.swf?clip_id=148751763", "https://player.vimeo.com/video/148751763?dnt=1"},
	{"https://vimeo.com/event/123456", "https://vimeo.com/event/123456/embed"},
	{"https://vimeo.com/event/123456/embed", "https://vimeo.com/event/123456/embed"},
	{"https://www.dailymotion.com/embed/video/x8abcd?autoplay=1", "https://www.dailymotion.com/embed/video/x8abcd"},
	{"https://www.dailymotion.com/video/x8abcd", "https://www.dailymotion.com/embed/video/x8abcd"},
	{"http://www.dailymotion.com/swf/x8abcd", "https://www.dailymotion.com/embed/video/x8abcd"},
	{"https://videopress.com/v/abcDEF12", "https://videopress.com/embed/abcDEF12"},
	{"https://videopress.com/embed/abcDEF12?cover=1&autoPlay=0", "https://videopress.com/embed/abcDEF12"},
	{"https://dai.ly/x8abcd", "https://www.dailymotion.com/embed/video/x8abcd"},
	{"https://geo.dailymotion.com/player.html?video=x8abcd", "https://www.dailymotion.com/embed/video/x8abcd"},
	{"https://geo.dailymotion.com/player/x9p2q.html?video=x8abcd", "https://www.dailymotion.com/embed/video/x8abcd"},
	{"//player.bilibili.com/player.html?bvid=BV1xx411c7mD", "https://player.bilibili.com/player.html?bvid=BV1xx411c7mD&autoplay=0&danmaku=0"},
	{"https://player.bilibili.com/player.html?isOutside=true&aid=170001&bvid=BV1xx411c7mD&cid=279786&p=2&autoplay=1", "https://player.bilibili.com/player.html?bvid=BV1xx411c7mD&p=2&autoplay=0&danmaku=0"},
	{"https://www.bilibili.com/video/BV1xx411c7mD/?spm_id_from=333.337&t=75", "https://player.bilibili.com/player.html?bvid=BV1xx411c7mD&t=75&autoplay=0&danmaku=0"},
	{"https://www.bilibili.com/video/av170001?p=3", "https://player.bilibili.com/player.html?aid=170001&p=3&autoplay=0&danmaku=0"},
	{"https://www.bilibili.com/blackboard/html5mobileplayer.html?aid=170001&page=2", "https://player.bilibili.com/player.html?aid=170001&p=2&autoplay=0&danmaku=0"},
	{"https://www.bilibili.com/blackboard/player.html?cid=279786", "https://player.bilibili.com/player.html?cid=279786&autoplay=0&danmaku=0"},
	{"http://static.hdslb.com/miniloader.swf?aid=170001&page=1", "https://player.bilibili.com/player.html?aid=170001&p=1&autoplay=0&danmaku=0"},
	{"//v.qq.com/txp/iframe/player.html?origin=https%3A%2F%2Fmp.weixin.qq.com&vid=b0531a2x5te&autoplay=true", "https://v.qq.com/txp/iframe/player.html?vid=b0531a2x5te&autoplay=false"},
	{"https://v.qq.com/iframe/player.html?vid=b0531a2x5te&auto=1", "https://v.qq.com/txp/iframe/player.html?vid=b0531a2x5te&autoplay=false"},
	{"https://v.qq.com/iframe/preview.html?width=500&height=375&auto=0&vid=b0531a2x5te", "https://v.qq.com/txp/iframe/player.html?vid=b0531a2x5te&autoplay=false"},
	{"https://m.v.qq.com/play.html?vid=b0531a2x5te", "https://v.qq.com/txp/iframe/player.html?vid=b0531a2x5te&autoplay=false"},
	{"https://m.v.qq.com/x/m/play?vid=b0531a2x5te", "https://v.qq.com/txp/iframe/player.html?vid=b0531a2x5te&autoplay=false"},
	{"https://v.qq.com/x/page/b0531a2x5te.html", "https://v.qq.com/txp/iframe/player.html?vid=b0531a2x5te&autoplay=false"},
	{"https://v.qq.com/x/cover/mzc00200abcdefg/b0531a2x5te.html", "https://v.qq.com/txp/iframe/player.html?vid=b0531a2x5te&autoplay=false"},
	{"http://static.video.qq.com/TPout.swf?vid=b0531a2x5te&auto=0", "https://v.qq.com/txp/iframe/player.html?vid=b0531a2x5te&autoplay=false"},
	{"https://imgcache.qq.com/tencentvideo_v1/playerv3/TPout.swf?vid=b0531a2x5te", "https://v.qq.com/txp/iframe/player.html?vid=b0531a2x5te&autoplay=false"},
	{"http://player.youku.com/player.php/sid/XMzgxNzMwMDcyOA==/v.swf", "https://player.youku.com/embed/XMzgxNzMwMDcyOA=="},
	{"https://v.youku.com/v_show/id_XMzgxNzMwMDcyOA==.html?spm=a2h", "https://player.youku.com/embed/XMzgxNzMwMDcyOA=="},
	{"https://v.youku.com/v_show/id_XMzgxNzMwMDcyOA%3D%3D", "https://player.youku.com/embed/XMzgxNzMwMDcyOA=="},
	{"http://player.youku.com/embed/XODMxMDA4NjE2", "https://player.youku.com/embed/XODMxMDA4NjE2"},
	{"https://v.youku.com/video?vid=XODMxMDA4NjE2", "https://player.youku.com/embed/XODMxMDA4NjE2"},
	{"https://www.ixigua.com/iframe/6580983790653407747?autoplay=1", "https://www.ixigua.com/iframe/6580983790653407747?autoplay=0"},
	{"https://www.ixigua.com/6580983790653407747?logTag=ab", "https://www.ixigua.com/iframe/6580983790653407747?autoplay=0"},
	{"https://www.ixigua.com/i6580983790653407747/", "https://www.ixigua.com/iframe/6580983790653407747?autoplay=0"},
	{"https://www.ixigua.com/embed?group_id=6580983790653407747", "https://www.ixigua.com/iframe/6580983790653407747?autoplay=0"},
	{"https://open.douyin.com/player/video?vid=7290445158779276601&autoplay=1", "https://open.douyin.com/player/video?vid=7290445158779276601&autoplay=0"},
	{"https://www.douyin.com/video/7290445158779276601", "https://open.douyin.com/player/video?vid=7290445158779276601&autoplay=0"},
	{"https://www.iesdouyin.com/share/video/7290445158779276601/?region=CN", "https://open.douyin.com/player/video?vid=7290445158779276601&autoplay=0"},
	{"https://www.douyin.com/discover?modal_id=7290445158779276601", "https://open.douyin.com/player/video?vid=7290445158779276601&autoplay=0"},
	{"https://www.douyin.com/jingxuan?modal_id=7290445158779276601", "https://open.douyin.com/player/video?vid=7290445158779276601&autoplay=0"},
	{"https://www.douyin.com/user/MS4wL?modal_id=7290445158779276601", "https://open.douyin.com/player/video?vid=7290445158779276601&autoplay=0"},
	{"https://www.acfun.cn/v/ac4567890", "https://www.acfun.cn/player/ac4567890"},
	{"https://www.acfun.cn/player/ac4567890", "https://www.acfun.cn/player/ac4567890"},
	{"https://www.nicovideo.jp/watch/sm9?from=1", "https://embed.nicovideo.jp/watch/sm9"},
	{"https://nico.ms/sm40000000", "https://embed.nicovideo.jp/watch/sm40000000"},
	{"//music.163.com/outchain/player?type=2&id=1359356908&auto=1&height=66", "https://music.163.com/outchain/player?type=2&id=1359356908&auto=0&height=66"},
	{"//music.163.com/outchain/player?type=0&id=2942403976&auto=1&height=430", "https://music.163.com/outchain/player?type=0&id=2942403976&auto=0&height=430"},
	{"https://music.163.com/#/song?id=1359356908", "https://music.163.com/outchain/player?type=2&id=1359356908&auto=0&height=66"},
	{"https://y.music.163.com/m/song?id=1359356908", "https://music.163.com/outchain/player?type=2&id=1359356908&auto=0&height=66"},
	{"https://music.163.com/album/3406843", "https://music.163.com/outchain/player?type=1&id=3406843&auto=0&height=430"},
	{"https://music.163.com/playlist?id=2942403976", "https://music.163.com/outchain/player?type=0&id=2942403976&auto=0&height=430"},
	{"https://music.163.com/program?id=2066040073", "https://music.163.com/outchain/player?type=3&id=2066040073&auto=0&height=66"},
	{"https://i.y.qq.com/n2/m/outchain/player/index.html?songid=97773&songtype=0", "https://i.y.qq.com/n2/m/outchain/player/index.html?songid=97773&songtype=0"},
	{"https://www.ximalaya.com/thirdparty/player/sound/player.html?id=188293&type=red", "https://www.ximalaya.com/thirdparty/player/sound/player.html?id=188293&type=red"},
	{"https://open.spotify.com/track/6rqhFgbbKwnb9MLmUQDhG6?si=1", "https://open.spotify.com/embed/track/6rqhFgbbKwnb9MLmUQDhG6"},
	{"https://open.spotify.com/embed/episode/6rqhFgbbKwnb9MLmUQDhG6?utm_source=generator", "https://open.spotify.com/embed/episode/6rqhFgbbKwnb9MLmUQDhG6"},
	{"https://open.spotify.com/embed-podcast/show/6rqhFgbbKwnb9MLmUQDhG6", "https://open.spotify.com/embed/show/6rqhFgbbKwnb9MLmUQDhG6"},
	{"https://open.spotify.com/intl-de/album/6rqhFgbbKwnb9MLmUQDhG6", "https://open.spotify.com/embed/album/6rqhFgbbKwnb9MLmUQDhG6"},
	{"https://w.soundcloud.com/player/?url=https%3A//api.soundcloud.com/tracks/293&auto_play=true&visual=true", "https://w.soundcloud.com/player/?url=https%3A%2F%2Fapi.soundcloud.com%2Ftracks%2F293&visual=true"},
	{"https://bandcamp.com/EmbeddedPlayer/album=2385/size=large/tracklist=false/", "https://bandcamp.com/EmbeddedPlayer/album=2385/size=large/tracklist=false/"},
	{"https://bandcamp.com/EmbeddedPlayer.html/album=2385/", "https://bandcamp.com/EmbeddedPlayer/album=2385/"},
	{"https://podcasts.apple.com/cn/podcast/忽左忽右/id1493503146?i=1000", "https://embed.podcasts.apple.com/cn/podcast/%E5%BF%BD%E5%B7%A6%E5%BF%BD%E5%8F%B3/id1493503146?i=1000"},
	{"https://embed.music.apple.com/us/album/blue/1440742903?i=1440742904&itsct=x", "https://embed.music.apple.com/us/album/blue/1440742903?i=1440742904"},
	{"https://www.ted.com/talks/a_b_talk?language=fr", "https://embed.ted.com/talks/a_b_talk?language=fr"},
	{"https://embed.ted.com/talks/lang/zh-cn/a_b_talk", "https://embed.ted.com/talks/a_b_talk?language=zh-cn"},
	{"https://embed-ssl.ted.com/talks/a_b_talk.html", "https://embed.ted.com/talks/a_b_talk"},
	{"https://archive.org/details/Night_of-1968.avi", "https://archive.org/embed/Night_of-1968.avi"},
	{"https://archive.org/embed/Night_of-1968.avi", "https://archive.org/embed/Night_of-1968.avi"},
	{"https://fast.wistia.com/embed/medias/8q80neektv", "https://fast.wistia.net/embed/iframe/8q80neektv"},
	{"https://fast.wistia.net/embed/iframe/8q80neektv?autoPlay=true", "https://fast.wistia.net/embed/iframe/8q80neektv"},
	{"https://www.loom.com/share/0123456789abcdef0123456789abcdef", "https://www.loom.com/embed/0123456789abcdef0123456789abcdef"},
	{"https://www.loom.com/embed/0123456789abcdef0123456789abcdef", "https://www.loom.com/embed/0123456789abcdef0123456789abcdef"},
	{"https://streamable.com/moo12", "https://streamable.com/e/moo12"},
	{"https://streamable.com/e/moo12?autoplay=1", "https://streamable.com/e/moo12"},
	{"https://streamable.com/o/moo12", "https://streamable.com/e/moo12"},
	{"https://streamable.com/s/moo12/xyz", "https://streamable.com/e/moo12"},
	{"https://rumble.com/embed/v1abcd/?pub=4", "https://rumble.com/embed/v1abcd/"},
	{"https://www.tiktok.com/player/v1/6718335390845095173", "https://www.tiktok.com/player/v1/6718335390845095173"},
	{"https://www.tiktok.com/embed/v2/6718335390845095173", "https://www.tiktok.com/player/v1/6718335390845095173"},
	{"https://www.tiktok.com/embed/v3/6718335390845095173", "https://www.tiktok.com/player/v1/6718335390845095173"},
	{"https://www.tiktok.com/embed/6718335390845095173", "https://www.tiktok.com/player/v1/6718335390845095173"},
	{"https://www.tiktok.com/@someone/video/6718335390845095173", "https://www.tiktok.com/player/v1/6718335390845095173"},
	{"https://vk.com/video_ext.php?oid=-123&id=456&hash=ab12&autoplay=1", "https://vk.com/video_ext.php?oid=-123&id=456&hash=ab12"},
	{"//ok.ru/videoembed/26370902?autoplay=1", "https://ok.ru/videoembed/26370902"},
	{"https://ok.ru/video/26370902", "https://ok.ru/videoembed/26370902"},
	{"https://rutube.ru/play/embed/0123456789abcdef0123456789abcdef", "https://rutube.ru/play/embed/0123456789abcdef0123456789abcdef"},
	{"https://rutube.ru/video/0123456789abcdef0123456789abcdef/", "https://rutube.ru/play/embed/0123456789abcdef0123456789abcdef"},
	{"https://rutube.ru/video/embed/0123456789abcdef0123456789abcdef", "https://rutube.ru/play/embed/0123456789abcdef0123456789abcdef"},
	{"https://odysee.com/$/embed/@quay:a/the-old-crane:9?r=Bow3&autoplay=true", "https://odysee.com/$/embed/@quay:a/the-old-crane:9"},
	{"https://odysee.com/$/embed/the-old-crane/0123456789abcdef0123456789abcdef01234567", "https://odysee.com/$/embed/the-old-crane/0123456789abcdef0123456789abcdef01234567"},
	{"https://odysee.com/@quay:a/der-alte-kran-%C3%BC:9", "https://odysee.com/$/embed/@quay:a/der-alte-kran-%C3%BC:9"},
	{"http://open.iqiyi.com/developer/player_js/coopPlayerIndex.html?vid=0123456789abcdef0123456789abcdef&tvId=1043319200&accessToken=2.f2&appKey=39&appId=1368&height=100%25", "https://open.iqiyi.com/developer/player_js/coopPlayerIndex.html?vid=0123456789abcdef0123456789abcdef&tvId=1043319200"},
	{"//tv.sohu.com/s/sohuplayer/iplay.html?bid=386485909&autoplay=true", "https://tv.sohu.com/s/sohuplayer/iplay.html?bid=386485909&autoplay=false&disablePlaylist=true"},
	{"https://observablehq.com/embed/@someone/a-chart?cells=chart%2Ckey", "https://observablehq.com/embed/@someone/a-chart?cells=chart%2Ckey"},
	{"https://observablehq.com/embed/0123456789abcdef@42?cell=*", "https://observablehq.com/embed/0123456789abcdef@42?cells=%2A"},
	{"https://embed.figma.com/design/nrPSsILSYjesyc5UHjYYa4?embed-host=x", "https://embed.figma.com/design/nrPSsILSYjesyc5UHjYYa4?embed-host=share"},
	{"https://www.figma.com/proto/nrPSsILSYjesyc5UHjYYa4/A-name?node-id=5-3", "https://embed.figma.com/proto/nrPSsILSYjesyc5UHjYYa4?node-id=5-3&embed-host=share"},
	{"https://www.figma.com/embed?embed_host=share&url=https%3A%2F%2Fwww.figma.com%2Ffile%2FnrPSsILSYjesyc5UHjYYa4%2FA", "https://www.figma.com/file/nrPSsILSYjesyc5UHjYYa4/A"},
	{"https://docs.google.com/presentation/d/e/2PACX-1vQ_ab/embed?start=true&loop=true&delayms=3000", "https://docs.google.com/presentation/d/e/2PACX-1vQ_ab/embed?start=false&loop=false"},
	{"https://docs.google.com/presentation/d/e/2PACX-1vQ_ab/pubembed?start=true", "https://docs.google.com/presentation/d/e/2PACX-1vQ_ab/embed?start=false&loop=false"},
	{"https://drive.google.com/file/d/1aBc_D-e/preview", "https://drive.google.com/file/d/1aBc_D-e/preview"},
	{"https://framatube.org/videos/embed/9c9de5e8-0a1e-484a-b099-e80766180a6d?autoplay=1", "https://framatube.org/videos/embed/9c9de5e8-0a1e-484a-b099-e80766180a6d"},
	{"https://framatube.org/w/kkGMgK9ZtnKfYAgnEtQxbv", "https://framatube.org/videos/embed/kkGMgK9ZtnKfYAgnEtQxbv"},
	{"https://tilvids.com/videos/watch/9c9de5e8-0a1e-484a-b099-e80766180a6d", "https://tilvids.com/videos/embed/9c9de5e8-0a1e-484a-b099-e80766180a6d"},
	{"https://codepen.io/someone/pen/abcDEF", "https://codepen.io/someone/embed/abcDEF"},
	{"https://codepen.io/someone/embed/abcDEF?theme-id=1&default-tab=html,result", "https://codepen.io/someone/embed/abcDEF?default-tab=html%2Cresult"},
	{"https://codepen.io/someone/embed/preview/abcDEF", "https://codepen.io/someone/embed/abcDEF"},
	{"https://codesandbox.io/embed/new-smoke-ab12c?autoresize=1", "https://codesandbox.io/embed/new-smoke-ab12c"},
	{"https://codesandbox.io/s/new-smoke-ab12c", "https://codesandbox.io/embed/new-smoke-ab12c"},
	{"//jsfiddle.net/someone/ab12cdef/embedded/js,result/", "https://jsfiddle.net/someone/ab12cdef/embedded/js,result/"},
	{"//datawrapper.dwcdn.net/AbC12/4/", "https://datawrapper.dwcdn.net/AbC12/4/"},
	{"https://datawrapper.dwcdn.net/AbC12/4/index.html", "https://datawrapper.dwcdn.net/AbC12/4/"},
	{"https://datawrapper.dwcdn.net/AbC12", "https://datawrapper.dwcdn.net/AbC12/1/"},
	{"https://flo.uri.sh/visualisation/4821/embed?auto=1", "https://flo.uri.sh/visualisation/4821/embed"},
	{"https://public.flourish.studio/story/4821/", "https://flo.uri.sh/story/4821/embed"},
	{"https://giphy.com/embed/3o7aCTfyhYawdOXcFW", "https://giphy.com/embed/3o7aCTfyhYawdOXcFW"},
	{"https://giphy.com/embed/3o7aCTfyhYawdOXcFW/video", "https://giphy.com/embed/3o7aCTfyhYawdOXcFW"},
	{"https://www.google.com/maps/embed?pb=!1m14!1m12!1m3!1d2624.9!2d2.29", "https://www.google.com/maps/embed?pb=%211m14%211m12%211m3%211d2624.9%212d2.29"},
	{"https://www.google.com/maps/d/embed?mid=1aBc_D-e&ehbc=2E312F", "https://www.google.com/maps/d/embed?mid=1aBc_D-e"},
	{"https://www.google.com/maps/d/u/0/embed?mid=1aBc_D-e", "https://www.google.com/maps/d/embed?mid=1aBc_D-e"},
	{"https://www.openstreetmap.org/export/embed.html?bbox=13.3%2C52.5%2C13.4%2C52.6&layer=mapnik&marker=52.5,13.3", "https://www.openstreetmap.org/export/embed.html?bbox=13.3%2C52.5%2C13.4%2C52.6&layer=mapnik&marker=52.5%2C13.3"},

	{"https://player.twitch.tv/?video=v123456&parent=site.example", "https://www.twitch.tv/videos/123456"},
	{"https://player.twitch.tv/?channel=someone&parent=site.example", "https://www.twitch.tv/someone"},
	{"https://clips.twitch.tv/embed?clip=FunnyClip-ab&parent=site.example", "https://clips.twitch.tv/FunnyClip-ab"},
	{"https://clips.twitch.tv/FunnyClip-ab", "https://clips.twitch.tv/FunnyClip-ab"},
	{"https://platform.twitter.com/embed/Tweet.html?dnt=true&id=1585841080431321088", "https://x.com/i/status/1585841080431321088"},
	{"https://platform.twitter.com/embed/index.html?id=1585841080431321088", "https://x.com/i/status/1585841080431321088"},
	{"https://www.instagram.com/p/Cabc_1-D/embed/captioned/?v=14", "https://www.instagram.com/p/Cabc_1-D/"},
	{"https://www.instagram.com/reel/Cabc_1-D/embed/", "https://www.instagram.com/reel/Cabc_1-D/"},
	{"https://www.threads.net/@some.one/post/Cabc_1-D/embed", "https://www.threads.com/@some.one/post/Cabc_1-D"},
	{"https://embed.bsky.app/embed/did:plc:ab12cd/app.bsky.feed.post/3kabc?id=1", "https://bsky.app/profile/did:plc:ab12cd/post/3kabc"},
	{"https://embed.reddit.com/r/golang/comments/ab12/some_title/?ref=share", "https://www.reddit.com/r/golang/comments/ab12/some_title/"},
	{"https://t.me/channel_x/1234?embed=1", "https://t.me/channel_x/1234"},

	{"https://www.facebook.com/plugins/video.php?href=https%3A%2F%2Fwww.facebook.com%2Fx%2Fvideos%2F1%2F&show_text=0", "https://www.facebook.com/x/videos/1/"},
	{"https://www.facebook.com/v2.3/plugins/post.php?href=https%3A%2F%2Fwww.facebook.com%2Fx%2Fposts%2F1", "https://www.facebook.com/x/posts/1"},
	{"https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Fwww.facebook.com%2Fx%2Fposts%2F1", "https://www.facebook.com/x/posts/1"},
	{"https://www.facebook.com/v2.3/plugins/video.php?href=https%3A%2F%2Fwww.facebook.com%2Fx%2Fvideos%2F1", "https://www.facebook.com/x/videos/1"},
	{"https://cdn.embedly.com/widgets/media.html?src=https%3A%2F%2Fwww.youtube.com%2Fembed%2FYx4-_kLm09Q&key=1", "https://www.youtube.com/embed/Yx4-_kLm09Q"},
	{"https://docs.google.com/viewer?url=https%3A%2F%2Ffiles.example%2Fa.pdf&embedded=true", "https://files.example/a.pdf"},
	{"https://docs.google.com/gview?url=http://files.example/a.pdf&embedded=true", "http://files.example/a.pdf"},
	{"https://drive.google.com/viewerng/viewer?url=//files.example/a.pdf", "https://files.example/a.pdf"},
	{"https://view.officeapps.live.com/op/embed.aspx?src=https%3A%2F%2Ffiles.example%2Fa.docx", "https://files.example/a.docx"},
	{"https://view.officeapps.live.com/op/view.aspx?src=https%3A%2F%2Ffiles.example%2Fa.docx", "https://files.example/a.docx"},
}

func TestPlayers(t *testing.T) {
	met := map[*player]int{}
	for _, v := range playerVectors {
		t.Run(v.from, func(t *testing.T) {
			row, to := findPlayer(v.from)
			require.NotNil(t, row, "no row")
			assert.Equal(t, v.to, to)
			met[row]++
			if row.as != asFrame {
				return
			}
			u, err := url.Parse(to)
			require.NoError(t, err)
			assert.Equal(t, "https", u.Scheme)
			again, same := findPlayer(to)
			assert.Same(t, playerNamed(row.name, again), again, "the normal form is the same provider's")
			assert.Equal(t, to, same, "the normal form is its own")
			assert.NotContains(t, strings.ToLower(to), "autoplay=1")
			assert.NotContains(t, strings.ToLower(to), "autoplay=true")
		})
	}
	for i := range players {
		if players[i].to != "" {
			assert.NotZero(t, met[&players[i]], "row %d, %s %v, has no vector", i, players[i].name, players[i].paths)
		}
	}
}

// playerNamed returns p if it is of that name.
func playerNamed(name string, p *player) *player {
	if p != nil && p.name == name {
		return p
	}
	return nil
}

func TestPlayersEveryPathHasAVector(t *testing.T) {
	for i := range players {
		p := &players[i]
		if p.to == "" || strings.HasPrefix(p.name, "网易") {
			continue // junk has its own test; pages of the music site are made from one pattern
		}
		for _, pattern := range p.paths {
			hit := false
			for _, v := range playerVectors {
				from := v.from
				if strings.HasPrefix(from, "//") {
					from = "https:" + from
				}
				u, err := url.Parse(from)
				require.NoError(t, err)
				host := strings.TrimPrefix(strings.TrimPrefix(u.Host, "www."), "m.")
				for _, h := range p.hosts {
					if _, ok := matchPath(pattern, u.Path); ok && h == host {
						hit = true
					}
				}
			}
			assert.True(t, hit, "%s %v: no vector for %s", p.name, p.hosts, pattern)
		}
	}
}

// Every good address is bent in ways that must not pass for the player.
func TestPlayersRefuseForgedHosts(t *testing.T) {
	for _, v := range playerVectors {
		from := v.from
		if strings.HasPrefix(from, "//") {
			from = "https:" + from
		}
		u, err := url.Parse(from)
		require.NoError(t, err)
		forged := map[string]string{
			"host as userinfo":      "https://" + u.Host + "@evil.example" + u.RequestURI(),
			"userinfo":              "https://user:pass@" + u.Host + u.RequestURI(),
			"host as a subdomain":   "https://" + u.Host + ".evil.example" + u.RequestURI(),
			"host as a suffix":      "https://evil" + u.Host + u.RequestURI(),
			"host under the host":   "https://evil." + u.Host + u.RequestURI(),
			"host in the path":      "https://evil.example/" + u.Host + u.RequestURI(),
			"host behind backslash": `https://evil.example\@` + u.Host + u.RequestURI(),
			"other scheme":          "ftp://" + u.Host + u.RequestURI(),
			"script":                "javascript://" + u.Host + u.RequestURI(),
			"other port":            "https://" + u.Host + ":8443" + u.RequestURI(),
			"control in the host":   "https://" + u.Host + "\n.evil.example" + u.RequestURI(),
		}
		for why, address := range forged {
			row, to := findPlayer(address)
			assert.Nil(t, row, "%s: %s became %s", why, address, to)
		}
	}
}

func TestPlayersRefuseForgedValues(t *testing.T) {
	for _, c := range []struct{ why, address string }{
		{"a quote in the id", `https://www.youtube.com/embed/abc"onload=x`},
		{"an encoded quote", "https://www.youtube.com/embed/abc%22def%22gh"},
		{"path traversal", "https://www.youtube.com/embed/../../redirect?q=https://evil.example"},
		{"encoded traversal", "https://www.youtube.com/embed/%2e%2e%2fredirect"},
		{"an id that is too short", "https://www.youtube.com/embed/short"},
		{"an id that is too long", "https://www.youtube.com/watch?v=Yx4-_kLm09QQ"},
		{"a redirector of the same host", "https://www.youtube.com/redirect?q=https%3A%2F%2Fevil.example"},
		{"a script as the track", "https://w.soundcloud.com/player/?url=javascript%3Aalert(1)"},
		{"a foreign track", "https://w.soundcloud.com/player/?url=https%3A%2F%2Fevil.example%2F"},
		{"a forged track", "https://w.soundcloud.com/player/?url=https%3A%2F%2Fapi.soundcloud.com%40evil.example%2F"},
		{"a script behind a wrapper", "https://cdn.embedly.com/widgets/media.html?src=javascript%3Aalert(1)"},
		{"data behind a wrapper", "https://docs.google.com/viewer?url=data%3Atext%2Fhtml%2C1"},
		{"letters in a number", "https://player.bilibili.com/player.html?aid=1x"},
		{"a BV id of wrong length", "https://player.bilibili.com/player.html?bvid=BV1xx411c7m"},
		{"letters for a song", "https://music.163.com/outchain/player?type=2&id=abc"},
		{"a type that is none", "https://music.163.com/outchain/player?type=9&id=1"},
		{"dots in an item", "https://archive.org/details/.."},
		{"encoded dots in an item", "https://archive.org/details/%2e%2e"},
		{"dots in a slug", "https://podcasts.apple.com/cn/podcast/%2e%2e/id1"},
		{"a dot segment among options", "https://bandcamp.com/EmbeddedPlayer/album=1/../../x"},
		{"a page of a host with players", "https://www.bilibili.com/read/cv123"},
		{"a script page of a code host", "https://jsfiddle.net/someone/ab12cdef/show/"},
		{"no host", "https:///embed/Yx4-_kLm09Q"},
		{"no scheme", "www.youtube.com/embed/Yx4-_kLm09Q"},
		{"nothing", ""},
		{"a percent sign alone", "https://www.youtube.com/embed/%"},
		{"many labels", "https://" + strings.Repeat("a.", 500) + "youtube.com/embed/Yx4-_kLm09Q"},
	} {
		t.Run(c.why, func(t *testing.T) {
			row, to := findPlayer(c.address)
			assert.Nil(t, row, "became %s", to)
		})
	}
}

func TestPlayersDropOnlyTheBadValue(t *testing.T) {
	for _, c := range []struct{ why, from, to string }{
		{"a forged list", "https://www.youtube.com/embed/Yx4-_kLm09Q?list=%22%3E", "https://www.youtube-nocookie.com/embed/Yx4-_kLm09Q"},
		{"a forged start", "https://www.youtube.com/embed/Yx4-_kLm09Q?start=1;2", "https://www.youtube-nocookie.com/embed/Yx4-_kLm09Q"},
		{"a start of years", "https://www.youtube.com/embed/Yx4-_kLm09Q?start=99999999999999999999", "https://www.youtube-nocookie.com/embed/Yx4-_kLm09Q"},
		{"a start of nothing", "https://www.youtube.com/embed/Yx4-_kLm09Q?start=0", "https://www.youtube-nocookie.com/embed/Yx4-_kLm09Q"},
		{"a height that is none", "https://music.163.com/outchain/player?type=2&id=1&height=9999", "https://music.163.com/outchain/player?type=2&id=1&auto=0&height=66"},
		{"a script for an API", "https://www.youtube.com/embed/Yx4-_kLm09Q?enablejsapi=1&origin=https://evil.example", "https://www.youtube-nocookie.com/embed/Yx4-_kLm09Q"},
	} {
		t.Run(c.why, func(t *testing.T) {
			row, to := findPlayer(c.from)
			require.NotNil(t, row)
			assert.Equal(t, c.to, to)
		})
	}
}

func TestPlayersJunk(t *testing.T) {
	for _, c := range []struct {
		address string
		as      treatment
	}{
		{"https://googleads.g.doubleclick.net/pagead/ads?x=1", asAdvert},
		{"https://doubleclick.net/", asAdvert},
		{"https://tpc.googlesyndication.com/safeframe/1-0-40/html/container.html", asAdvert},
		{"https://www.googletagmanager.com/ns.html?id=GTM-ABC", asAdvert},
		{"https://pos.baidu.com/s?wid=654", asAdvert},
		{"https://giscus.app/zh-CN/widget", asComments},
		{"https://site.disqus.com/embed/comments/", asComments},
		{"https://www.facebook.com/plugins/comments.php?href=x", asComments},
		{"https://www.facebook.com/v2.3/plugins/feedback.php?href=x", asComments},
		{"https://www.facebook.com/plugins/like.php?href=x", asButton},
		{"https://platform.twitter.com/widgets/tweet_button.html", asButton},
		{"https://ghbtns.com/github-btn.html?user=a&repo=b", asButton},
		{"https://www.google.com/recaptcha/api2/anchor?k=1", asButton},
	} {
		t.Run(c.address, func(t *testing.T) {
			row, _ := findPlayer(c.address)
			require.NotNil(t, row)
			assert.Equal(t, c.as, row.as)
		})
	}
}

func TestMatchPath(t *testing.T) {
	for _, c := range []struct {
		pattern, path string
		want          map[string]string
		ok            bool
	}{
		{"/watch", "/watch", nil, true},
		{"/watch", "/watch/", nil, true},
		{"/watch", "/watch/x", nil, false},
		{"/watch", "/", nil, false},
		{"/{id}", "/abc", map[string]string{"id": "abc"}, true},
		{"/{id}", "/", nil, false},
		{"/v_show/id_{id}.html", "/v_show/id_abc.html", map[string]string{"id": "abc"}, true},
		{"/v_show/id_{id}.html", "/v_show/id_.html", nil, false},
		{"/*/{id}", "/x/abc", map[string]string{"id": "abc"}, true},
		{"/*/{id}", "//abc", nil, false},
		{"/e/{rest...}", "/e/a/b/c", map[string]string{"rest": "a/b/c"}, true},
		{"/e/{rest...}", "/e", nil, false},
	} {
		t.Run(c.pattern+" "+c.path, func(t *testing.T) {
			got, ok := matchPath(c.pattern, c.path)
			assert.Equal(t, c.ok, ok)
			if c.ok {
				assert.Equal(t, c.want, got)
			}
		})
	}
}

func BenchmarkFindPlayer(b *testing.B) {
	for _, c := range []struct{ name, address string }{
		{"known", "https://www.youtube.com/embed/Yx4-_kLm09Q?feature=oembed"},
		{"unknown", "https://frames.news.example/a/b/c.html?x=1&y=2"},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				findPlayer(c.address)
			}
		})
	}
}

// Whatever the address, what is framed is https, keeps its host, holds nothing
// that could leave an attribute, and is its own normal form.
func FuzzFindPlayer(f *testing.F) {
	for _, v := range playerVectors {
		f.Add(v.from)
	}
	f.Fuzz(func(t *testing.T, address string) {
		row, to := findPlayer(address)
		if row == nil || row.to == "" || row.as == asWrapper {
			return
		}
		u, err := url.Parse(to)
		require.NoError(t, err)
		want, err := url.Parse(strings.ReplaceAll(strings.SplitN(row.to, "?", 2)[0], "{host}", u.Host))
		require.NoError(t, err)
		assert.Equal(t, "https", u.Scheme)
		assert.Equal(t, want.Host, u.Host)
		assert.Nil(t, u.User)
		assert.False(t, strings.ContainsAny(to, "<>\"'` \\\n\r\t"), "%q", to)
		assert.NotContains(t, u.Path+"/", "/../")
		if row.as == asFrame {
			_, again := findPlayer(to)
			assert.Equal(t, to, again)
		}
	})
}
