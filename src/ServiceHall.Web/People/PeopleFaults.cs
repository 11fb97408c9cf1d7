using ServiceHall.Web.Accounts;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.People;

/// <summary>The refusals that several of the chapter's use cases give, and what texts must be.</summary>
internal static class PeopleFaults
{
    public static readonly Refusal ChangedMeanwhile =
        new("保存前，这条记录已被他人修改。页面已换成最新内容，请核对后再改一次。", Kind: RefusalKind.Conflict);

    public static readonly Refusal Gone = new("没有找到这条记录，可能已被他人改动。请刷新名单。", Kind: RefusalKind.NotFound);

    /// <summary>Nobody changes their own: a posting gives a role, and decides which days one owes.</summary>
    public static readonly Refusal OwnPosting = new("不能改动本人的任职，请由其他有权的人办理。本次尝试已记录。");

    // A key's column; the written forms that some characters stand for are longer than they.
    private const int LongestKey = 200;

    /// <summary>What is wrong with an id (工号, 编号), or null.</summary>
    public static string? OfId(string text, string what) =>
        Incoming.Fault(text) is { } fault ? $"{what}{fault}"
        : Fold.Key(text).Length is 0 or > LongestKey || text.Length > 64 || text.Any(char.IsControl) ? $"{what}应为 1 至 64 个字符，写在一行里" : null;

    /// <summary>What is wrong with a name, or null.</summary>
    public static string? OfName(string text, string what) =>
        Incoming.Fault(text) is { } fault ? $"{what}{fault}"
        : Fold.Key(text).Length is 0 or > LongestKey || Cut.Count(text) > 50 || text.Length > LongestKey || text.Any(char.IsControl)
            ? $"{what}应为 1 至 50 个字符" : null;

    /// <summary>The first fault as a refusal, or null.</summary>
    public static Refusal? First(params string?[] faults) =>
        faults.FirstOrDefault(fault => fault is not null) is { } fault ? new Refusal(fault.EndsWith('。') ? fault : fault + "，请改正后再保存。") : null;

    /// <summary>The roles at a window, as files and pages name them.</summary>
    public static string Chinese(this PostRole role) => role == PostRole.Leader ? "负责人" : "工作人员";

    /// <summary>What a hall asks for with a punch, as pages name it.</summary>
    public static string Chinese(this SiteProof proof) => proof switch
    {
        SiteProof.PositionOrCode => "位置或动态码",
        SiteProof.Code => "仅动态码",
        SiteProof.PositionAndCode => "位置加动态码",
        _ => "位置",
    };

    /// <summary>The footings, as files and pages name them.</summary>
    public static string Chinese(this PostKind kind) => kind switch
    {
        PostKind.Temporary => "临时",
        PostKind.Substitute => "替班",
        _ => "正式",
    };
}
