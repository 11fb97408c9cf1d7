// Hangfire's pages take the language of their moments from here; the two letters that they are sent with are unknown to moment.js.
document.documentElement.lang = "zh-cn";
