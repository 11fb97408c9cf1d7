using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.People;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Messages;

/// <summary>
/// Tells the system administrators of rows that look alike, when a version that compares them by their key finds them: once,
/// in the transaction that gives the keys.
/// </summary>
internal static class TellLookAlikes
{
    private const int MostNamed = 8;

    public static async Task Run(HallDb owner, IReadOnlyList<LookAlike> found, CancellationToken cancel)
    {
        if (found.Count == 0)
            return;
        var administrators = await owner.RoleGrants.Where(grant => grant.Role == HallRole.SystemAdministrator)
            .Select(grant => grant.StaffId).Distinct().ToListAsync(cancel);
        var now = await owner.Database.SqlQuery<DateTimeOffset>($"SELECT now() AS \"Value\"").SingleAsync(cancel);
        var which = string.Join('；', found.Take(MostNamed).Select(pair => $"{Title(pair.Thing)}“{pair.Later}”与“{pair.Earlier}”"));
        Message.Tell(owner, now, administrators, MessageKind.System,
            $"升级时发现 {found.Count} 处写法相像：{which}{(found.Count > MostNamed ? " 等" : "")}。只差全角、大小写或空格，仍各自保留，须照原样写才分得清；请核对后改掉其中一个。",
            "/desk/people");
        await owner.SaveChangesAsync(cancel);
    }

    private static string Title(Type thing) => thing.Name switch
    {
        nameof(StaffMember) => "工号",
        nameof(Unit) => "单位",
        nameof(Site) => "大厅编号",
        nameof(Window) => "窗口编号",
        _ => "登记申请的工号",
    };
}
