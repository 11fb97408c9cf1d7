using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Accounts.SecondFactor;
using ServiceHall.Web.Calendar;
using ServiceHall.Web.Shell;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Demonstration;

/// <summary>
/// One account for each role, with passwords made for this hall alone. They are kept in a file that only the owner of
/// the data can read; the terminal shows them when they were made, and later only where they are.
/// </summary>
internal sealed partial class DemonstrationAccounts(IConfiguration configuration, IDbContextFactory<HallDb> factory, TimeProvider clock, HallDays days, IOptions<SignInOptions> options, FactorRequirement requirement) : IWelcome
{
    private const string Address = "demonstration";
    private bool _areNew;

    private string File => Path.Combine(configuration["Hall:Data"] ?? ".data", "accounts.txt");

    /// <summary>Whether the passwords can be shown, and a sign-in would not ask for new ones.</summary>
    public async Task<bool> AreKept(CancellationToken cancel)
    {
        if (!System.IO.File.Exists(File))
            return false;
        await using var db = await factory.CreateDbContextAsync(cancel);
        var oldest = clock.GetUtcNow().AddDays(-options.Value.PasswordDays);
        var set = await db.Accounts.Where(account => account.PasswordHash != null).Select(account => account.PasswordSetAt).ToListAsync(cancel);
        // None: the file is of another database.
        return set.Count > 0 && set.TrueForAll(at => at >= oldest);
    }

    /// <summary>Gives each role's person a new password and keeps them.</summary>
    public async Task Make(DemonstrationHall hall, DemonstrationFacts facts, DateOnly today, CancellationToken cancel)
    {
        var lines = new List<string> { Line("身份", "工号", "姓名", "密码", "入口") };
        await using var db = await hall.Open(cancel);
        var roster = await DemonstrationRoster.On(db, today, cancel);
        foreach (var (staffId, role) in Posted(facts, today).Concat(DemonstrationPeople.Office.Select(person => (person.Number, person.Role))))
        {
            if (roster.Of(staffId) is not var (id, number, name, _, _))
                continue;
            var password = NewPassword(hall.Get<PasswordRule>(), number);
            // Whoever has left the hall meanwhile gets none.
            var issued = await hall.Try(hall.Get<IssueCodes>().Run(Actor.Hall, [id], cancel));
            if (issued.Refusal is not null)
                continue;
            await hall.Get<SetPassword>().Run(new(number, issued.Value[0].Code, password, Address), cancel).Accepted();
            lines.Add(Line(role.Chinese(), number, name, password, role is HallRole.Clerk or HallRole.WindowLeader ? "/m /desk" : "/desk"));
        }

        var writing = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            writing.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        // Whole or not at all: a run that is killed here makes the accounts again.
        var beside = File + ".new";
        await using (var writer = new StreamWriter(beside, Encoding.UTF8, writing))
            await writer.WriteLineAsync(string.Join('\n', lines).AsMemory(), cancel);
        System.IO.File.Move(beside, File, overwrite: true);
        _areNew = true;
    }

    public async Task<IEnumerable<string>> Lines(CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        var site = await db.Sites.AsNoTracking().OrderBy(site => site.Code).FirstOrDefaultAsync(cancel);
        var port = configuration["Hall:Port"] ?? "5080";
        return
        [
            "", _areNew
                ? "演示帐号（密码随机生成，只在这一次显示；保存在 " + File + "，只有本机用户可读）"
                : "演示帐号（工号和密码在 " + File + "，只有本机用户可读）",
            .. (await System.IO.File.ReadAllLinesAsync(File, cancel))
                .Select(line => "  " + (_areNew ? line : WithoutPassword(line))),
            .. requirement.IsOff ? [$"  演示大厅登录不要求双重验证；正式大厅里{string.Join("、", new SecondFactorOptions().Required.Select(role => role.Chinese()))}须有（Hall__SecondFactor__Roles）。"] : Array.Empty<string>(),
            "", "先试试",
            string.Create(CultureInfo.InvariantCulture,
                $"  打卡  浏览器开发者工具选手机视图（390×844），位置（Sensors）填 {site?.Latitude}, {site?.Longitude}（{site?.Name}中心，{site?.RadiusMetres} 米内有效），打开 http://localhost:{port}/m"),
            $"  登记  以科员登录 http://localhost:{port}/desk/findings/new，选窗口和扣分项，右侧先显示将记多少分",
            $"  大屏  另开一个窗口 http://localhost:{port}/kiosk/，把屏上的配对码填到 http://localhost:{port}/desk/screens",
            .. await Hint(db, cancel),
        ];
    }

    // Most of a day nobody can sign in; another moment is one option away.
    private async Task<IEnumerable<string>> Hint(HallDb db, CancellationToken cancel)
    {
        var now = clock.GetLocalNow().DateTime;
        var timetable = (await days.Current(db, cancel)).Timetable;
        var today = DateOnly.FromDateTime(now);
        if (timetable.On(today).Any(session => session.Hours.Start.ToDateTime().AddHours(-1) <= now && now <= session.Hours.End.ToDateTime().AddHours(1)))
            return [];
        var next = Enumerable.Range(1, 31).Select(today.AddDays).First(day => timetable.On(day).Count > 0);
        return [$"  现在（{now:yyyy-MM-dd HH:mm}）不在上班时间，不能打卡；换个时刻：./run.sh --clock {next:yyyy-MM-dd}T08:20"];
    }

    // Dice throw a common word now and then, which the rule refuses.
    private static string NewPassword(PasswordRule rule, string number)
    {
        string password;
        do
        {
            password = $"{RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz", 5)}-{RandomNumberGenerator.GetString("23456789", 5)}";
        }
        while (rule.Fault(password, number) is not null);
        return password;
    }

    // Somebody who stays, at a window of the first hall, a colleague who can cover, and the leader of that window.
    private static IEnumerable<(string StaffId, HallRole Role)> Posted(DemonstrationFacts facts, DateOnly today)
    {
        var team = facts.Team;
        var clerks = team.Where(row => row.Role == "staff").OrderBy(row => IsAway(facts, row.StaffId, today)).Take(2);
        return [.. clerks.Select(row => (row.StaffId, HallRole.Clerk)), .. team.Where(row => row.Role == "leader").Take(1).Select(row => (row.StaffId, HallRole.WindowLeader))];
    }

    private static bool IsAway(DemonstrationFacts facts, string staffId, DateOnly today) =>
        facts.Leave.Any(row => row.StaffId == staffId && row.Counts && row.To > today.ToDateTime(TimeOnly.MinValue)
            && row.From < today.AddDays(7).ToDateTime(TimeOnly.MinValue));

    private static string Line(params string[] cells) => string.Concat(cells.Select(cell => cell + new string(' ', Math.Max(2, 18 - Width(cell))))).TrimEnd();

    // Role and address. What is not one of our lines is left out, whatever stands in it.
    private static string WithoutPassword(string line) =>
        Cells().Split(line) is [var role, _, _, _, var address] ? Line(role, address) : "";

    [GeneratedRegex(" {2,}")]
    private static partial Regex Cells();

    // A Chinese character takes two places on a terminal.
    private static int Width(string text) => text.Sum(c => c > 0x2000 ? 2 : 1);
}
