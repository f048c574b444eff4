// Which variant of the markup is drawn, and in which words. The server decides; the shell fills this in once.

export const look = {
  table: "fixed-head", // or "plain"
  drop: "body", // or "inline"
  pager_total: true,
  reveal_on_page: "with_rows", // or "after_rows"
  eye: "i", // or "span"
  modal: "ti3", // or "devui"
  tabs: "ti3", // or "devui"
  form: "table", // or "label"
};

export const words = {
  search: "查询",
  reset: "重置",
  ok: "确定",
  cancel: "取消",
  more: "更多",
  total: "总条数：",
  goto: "跳转",
  choose: "请选择",
  type: "请输入",
  send_code: "获取验证码",
  previous_step: "上一步",
  show_advanced: "显示高级设置",
  hide_advanced: "隐藏高级设置",
  begin: "开始日期",
  end: "结束日期",
  clear: "清除",
  operation: "操作",
  empty: "暂无数据",
  load_failed: "加载失败",
  retry: "重试",
  refresh: "刷新",
  download: "下载",
  next_page: "下一页",
  previous_page: "上一页",
};
