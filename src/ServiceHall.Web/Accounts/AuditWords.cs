using ServiceHall.Web.Shell;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.Accounts;

/// <summary>What the audit's acts and things are called on pages; the audit itself keeps them by their codes.</summary>
internal static class AuditWords
{
    private static readonly Dictionary<string, string> Actions = new(StringComparer.Ordinal)
    {
        ["account.change-password"] = "修改密码", ["account.first-administrator"] = "建立第一位管理员", ["account.grant-role"] = "授予角色",
        ["account.issue-code"] = "发放一次性代码", ["account.ask-signer"] = "申请第二人签字", ["account.sign-request"] = "帐号第二人签字", ["account.withdraw-request"] = "撤回帐号申请",
        ["account.requests"] = "查看帐号签字", ["account.note-code"] = "确认密码由代码设置",
        ["account.first-step"] = "登录第一步", ["account.second-step"] = "登录第二步", ["account.enrol-authenticator"] = "设置身份验证器",
        ["account.add-passkey"] = "添加通行密钥", ["account.rename-passkey"] = "通行密钥改名", ["account.remove-factor"] = "移除双重验证",
        ["account.renew-recovery-codes"] = "更换恢复代码", ["account.reset-factors"] = "重设双重验证", ["account.review"] = "查看久未使用的帐号", ["account.close"] = "停用帐号", ["account.revoke-role"] = "收回角色", ["account.set-password"] = "设置密码", ["account.set-pin"] = "设置终端密码",
        ["account.renew-password"] = "更换过期密码", ["scoring.quarters"] = "查看季度结账",
        ["account.sign-in"] = "登录", ["account.sign-out"] = "退出", ["account.sign-out-everywhere"] = "全部退出", ["audit.read"] = "查阅审计", ["clock.confirm"] = "确认时钟",
        ["set-aside.list"] = "查看搁置事项", ["set-aside.try-again"] = "再试搁置事项", ["attendance.preview-month"] = "核对月结数据",
        ["punch.held"] = "查看待核实打卡", ["punch.verify-held"] = "核实打卡", ["keys.seal"] = "密钥改由证书加密",
        ["account.confirm-password"] = "再次确认密码", ["leave.sign"] = "签批假条", ["leave.file"] = "备案假条", ["leave.send-back"] = "退回假条",
        ["leave.raise"] = "假条催办上提", ["leave.delegate"] = "委托代签", ["leave.end-delegation"] = "结束委托", ["leave.delegations"] = "查看委托",
        ["leave.record-outings"] = "登记因公外出", ["leave.choose-people"] = "查看人员", ["leave.approvals"] = "查看待签批", ["leave.list"] = "查看假条清单",
        ["leave.duties"] = "查看假条职责", ["attendance.ask-enrolment"] = "申请入驻登记", ["attendance.close-month"] = "月结", ["attendance.decide-enrolment"] = "处理入驻登记",
        ["attendance.step-away"] = "登记暂离", ["attendance.come-back"] = "暂离返回", ["attendance.presence"] = "查看在岗情况", ["attendance.look-at-empty"] = "登记疑似空岗已查看",
        ["attendance.month"] = "查看月考勤", ["attendance.month.export"] = "导出月考勤", ["attendance.half-day"] = "查看半天考勤", ["attendance.my-month"] = "查看本人月考勤",
        ["people.latest-imports"] = "查看最近的导入", ["scoring.month-costs"] = "查看本人扣分", ["start.show"] = "打开首页",
        ["attendance.decide-explanation"] = "处理情况说明", ["attendance.enrolments"] = "查看入驻登记", ["attendance.explain"] = "提交情况说明",
        ["attendance.explanation-file"] = "查看说明附件", ["attendance.explanations"] = "查看情况说明", ["attendance.look-at-truancy"] = "核查旷工",
        ["attendance.months"] = "查看月结", ["attendance.my-explanations"] = "查看本人情况说明", ["attendance.reopen-month"] = "重新打开月份",
        ["attendance.truancy"] = "查看旷工", ["boards.notices"] = "查看通知", ["boards.pair"] = "配对大屏", ["boards.post-notice"] = "发布通知", ["boards.revoke"] = "注销大屏",
        ["boards.screens"] = "查看大屏", ["boards.withdraw-notice"] = "撤回通知", ["calendar.import"] = "导入放假安排", ["calendar.preview-import"] = "预览放假安排",
        ["calendar.waiting-imports"] = "查看待签字的放假安排", ["calendar.sign-import"] = "签字放假安排", ["calendar.withdraw-import"] = "撤回放假安排",
        ["channels.edit"] = "修改推送通道", ["channels.list"] = "查看推送通道", ["channels.remove"] = "删除推送通道",
        ["channels.retry"] = "重新推送", ["channels.test"] = "测试推送通道", ["messages.digest"] = "设置今日小结",
        ["messages.list"] = "查看消息", ["messages.read"] = "标记消息已读",
        ["calendar.propose-day"] = "提出单日调整", ["calendar.propose-exemption"] = "提出免除时段", ["calendar.show"] = "查看日历",
        ["calendar.sign"] = "第二人签字", ["calendar.withdraw"] = "撤回日历决定", ["inspection.draft"] = "保存检查草稿",
        ["inspection.file"] = "归档检查记录", ["inspection.form"] = "打开登记表", ["inspection.list"] = "查看检查日志", ["inspection.log"] = "登记问题",
        ["inspection.photo"] = "上传照片", ["inspection.preview"] = "预览计分", ["inspection.show-photo"] = "查看照片", ["inspection.verify"] = "查实检查记录",
        ["leave.accept-cover"] = "同意顶岗", ["leave.ask-cover"] = "另请顶岗人", ["leave.attachment"] = "查看请假附件", ["leave.cancel"] = "撤销请假",
        ["leave.covers"] = "查看顶岗", ["leave.decline-cover"] = "谢绝顶岗", ["leave.form"] = "打开请假表", ["leave.mine"] = "查看我的请假",
        ["leave.preview"] = "核对请假", ["leave.show"] = "查看假条", ["leave.submit"] = "提交请假", ["page.open"] = "打开页面", ["people.edit"] = "修改人员", ["people.end-posting"] = "结束任职", ["people.correct-posting"] = "更正任职", ["people.take-back-posting"] = "撤销任职", ["people.import"] = "导入人员",
        ["people.list"] = "查看名单", ["people.move"] = "调动", ["people.preview-import"] = "预览导入", ["import.list"] = "查看导入记录", ["import.show"] = "查看一次导入", ["import.download"] = "下载导入的文件",
        ["import.take-back"] = "整批撤回导入", ["people.show"] = "查看人员",
        ["places.edit"] = "修改窗口与大厅", ["places.remove"] = "删除窗口与大厅", ["places.list"] = "查看窗口与大厅", ["punch.post"] = "提交打卡", ["punch.terminal"] = "终端打卡", ["punch.signals"] = "查看打卡信号", ["punch.look-at-signal"] = "登记信号已查看",
        ["punch.show"] = "查看打卡详情", ["punch.position"] = "查看原始坐标", ["punch.devices"] = "查看设备申请", ["punch.ask-device"] = "申请更换设备",
        ["punch.decide-device"] = "审批更换设备", ["ranking.show"] = "查看排名",
        ["timetable.show"] = "查看定时任务", ["timetable.run"] = "运行定时任务", ["timetable.pause"] = "暂停定时任务", ["timetable.resume"] = "恢复定时任务", ["jobs.press"] = "任务后台操作",
        ["work.start"] = "发起后台任务", ["work.stop"] = "停止后台任务", ["work.list"] = "查看后台任务清单", ["work.show"] = "查看后台任务",
        ["work.download"] = "下载后台任务结果", ["export.facts"] = "导出事实", ["scoring.recompute"] = "重新计算", ["rulebook.try"] = "试算规则册",
        ["integrity.verify"] = "核对完整性", ["integrity.show"] = "查看完整性", ["retention.preview"] = "查看保存期限", ["retention.remove"] = "按期清理",
        ["privacy.consent"] = "同意使用位置", ["privacy.withdraw"] = "撤回同意使用位置", ["privacy.show"] = "查看个人信息与保存期限", ["privacy.take"] = "下载本人信息",
        ["scoring.close-quarter"] = "季度结账", ["scoring.list"] = "查看全部得分", ["scoring.show"] = "查看得分",
    };

    private static readonly (string Code, string Name)[] Things =
    [
        ("staff", "人员"), ("window", "窗口"), ("site", "大厅"), ("unit", "单位"), ("finding", "检查记录"), ("exemption", "免除时段"), ("day", "日期"),
        ("year", "年度"), ("quarter", "季度"), ("screen", "大屏"), ("notice", "通知"), ("photo", "照片"), ("leave", "假条"), ("delegation", "委托"), ("outings", "因公外出"),
        ("integrity", "审计与计分"), ("retention", "保存期限"), ("channel", "推送通道"), ("delivery", "推送"), ("people", "人员"),
        ("import", "导入"),
        ("explanation", "情况说明"), ("slot", "打卡"), ("enrolment", "入驻登记"), ("month", "月份"), ("truancy", "旷工"), ("empty-window", "疑似空岗"), ("punch", "打卡"), ("signal", "信号"), ("line", "定时任务"), ("set-aside", "搁置事项"), ("held", "待核实打卡"), ("clock", "时钟"), ("work", "后台任务"), ("facts", "事实"), ("days", "日期"), ("device-change", "设备申请"),
    ];

    /// <summary>An act's name; the code itself where it has none.</summary>
    public static string Action(string code) => Actions.GetValueOrDefault(code, code);

    /// <summary>The codes of the acts whose name contains the text.</summary>
    public static IReadOnlyList<string> ActionsNamed(string text) =>
        text.Trim() is { Length: > 0 } part ? [.. Actions.Where(action => Fold.Contains(action.Value, part)).Select(action => action.Key)] : [];

    /// <summary>What an act was on.</summary>
    public static string Subject(string subject)
    {
        var (code, name) = Array.Find(Things, thing => subject == thing.Code || subject.StartsWith(thing.Code + " ", StringComparison.Ordinal));
        return ReadableText.Of(code is null ? subject : name + subject[code.Length..]);
    }

    /// <summary>What was noted of an act.</summary>
    public static string Detail(string detail) => ReadableText.Of(detail);
}
