// Hangfire's pages in Chinese, where its own translation ends. This comes after its script, which has read the page's language
// already: two letters that moment.js does not know, so that it would tell its moments in English.
"use strict";
document.documentElement.lang = "zh-cn";
moment.locale("zh-cn");

(() => {
  const WORDS = {
    Parameters: "参数", Succeeded: "完成", Processing: "执行中", Enqueued: "排队", Created: "创建", Scheduled: "计划", Failed: "失败",
    Deleted: "已删除", Awaiting: "等待", Latency: "等候", Duration: "用时", Server: "服务器", Worker: "工作线程", Queue: "队列",
    Result: "结果", Reason: "原因", "N/A": "无", Hall: "大厅时区", Cron: "时刻表达式", CurrentCulture: "语言",
  };
  const translate = () => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const [, word, colon] = /^\s*(.*?)(:?)\s*$/s.exec(texts.currentNode.data);
      if (Object.hasOwn(WORDS, word) && !texts.currentNode.parentElement.closest("pre, script, style"))
        texts.currentNode.data = WORDS[word] + (colon && "：");
    }
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", translate);
  else translate();
})();
