namespace ServiceHall.Web.Accounts;

/// <summary>What the audit's acts and things are called on pages; the audit itself keeps them by their codes.</summary>
internal static class AuditWords
{
    private static readonly Dictionary<string, string> Actions = new(StringComparer.Ordinal)
    {
        ["account.change-password"] = "修改密码", ["account.first-administrator"] = "建立第一位管理员", ["account.grant-role"] = "授予角色",
        ["account.issue-code"] = "发放一次性代码", ["account.revoke-role"] = "收回角色", ["account.renew-password"] = "更换过期密码", ["account.set-password"] = "设置密码",
        ["account.sign-in"] = "登录", ["account.sign-out"] = "退出", ["account.sign-out-everywhere"] = "全部退出", ["audit.read"] = "查阅审计",
        ["boards.notices"] = "查看通知", ["boards.pair"] = "配对大屏", ["boards.post-notice"] = "发布通知", ["boards.revoke"] = "注销大屏",
        ["boards.screens"] = "查看大屏", ["boards.withdraw-notice"] = "撤回通知", ["calendar.import"] = "导入放假安排",
        ["calendar.propose-day"] = "提出单日调整", ["calendar.propose-exemption"] = "提出免除时段", ["calendar.show"] = "查看日历",
        ["calendar.sign"] = "第二人签字", ["calendar.withdraw"] = "撤回日历决定", ["inspection.draft"] = "保存检查草稿",
        ["inspection.file"] = "归档检查记录", ["inspection.form"] = "打开登记表", ["inspection.list"] = "查看检查日志", ["inspection.log"] = "登记问题",
        ["inspection.photo"] = "上传照片", ["inspection.preview"] = "预览计分", ["inspection.show-photo"] = "查看照片", ["inspection.verify"] = "查实检查记录",
        ["page.open"] = "打开页面", ["people.edit"] = "修改人员", ["people.end-posting"] = "结束任职", ["people.import"] = "导入人员",
        ["people.list"] = "查看名单", ["people.move"] = "调动", ["people.preview-import"] = "预览导入", ["people.show"] = "查看人员",
        ["places.edit"] = "修改窗口与大厅", ["places.list"] = "查看窗口与大厅", ["punch.post"] = "提交打卡", ["ranking.show"] = "查看排名",
        ["scoring.close-quarter"] = "季度结账", ["scoring.quarters"] = "查看季度结账", ["scoring.list"] = "查看全部得分", ["scoring.show"] = "查看得分",
    };

    private static readonly (string Code, string Name)[] Things =
    [
        ("staff", "人员"), ("window", "窗口"), ("site", "大厅"), ("unit", "单位"), ("finding", "检查记录"), ("exemption", "免除时段"), ("day", "日期"),
        ("year", "年度"), ("quarter", "季度"), ("screen", "大屏"), ("notice", "通知"), ("photo", "照片"), ("people", "人员"),
    ];

    /// <summary>An act's name; the code itself where it has none.</summary>
    public static string Action(string code) => Actions.GetValueOrDefault(code, code);

    /// <summary>The codes of the acts whose name contains the text.</summary>
    public static IReadOnlyList<string> ActionsNamed(string text) =>
        text.Trim() is { Length: > 0 } part ? [.. Actions.Where(action => action.Value.Contains(part, StringComparison.Ordinal)).Select(action => action.Key)] : [];

    /// <summary>What an act was on.</summary>
    public static string Subject(string subject)
    {
        var (code, name) = Array.Find(Things, thing => subject == thing.Code || subject.StartsWith(thing.Code + " ", StringComparison.Ordinal));
        return code is null ? subject : name + subject[code.Length..];
    }

    /// <summary>Where an act came from.</summary>
    public static string Address(string address) => address switch { "local" => "本机", "demonstration" => "演示", _ => address };
}
