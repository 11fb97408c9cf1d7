using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Forms;
using ServiceHall.Web.Import;

namespace ServiceHall.Web.Calendar.Holidays;

/// <summary>A year's notice, laid on the hall's days in a transaction that its caller ends: what it does, and what it
/// changed.</summary>
/// <param name="Row">The year as it is written now.</param>
/// <param name="Before">Its values before, as JSON; null: the year was not announced.</param>
/// <param name="Past">Days that have begun and are no longer what they were: they have to be computed again.</param>
internal sealed record LaidNotice(HolidayPlan Plan, AnnouncedYear Row, string? Before, IReadOnlyList<DateOnly> Past)
{
    // The seven of the regulation on national holidays; a notice that lacks one is a part of a notice.
    private static readonly (string Word, string Name)[] Festivals =
        [("元旦", "元旦"), ("春节", "春节"), ("清明", "清明节"), ("劳动", "劳动节"), ("端午", "端午节"), ("中秋", "中秋节"), ("国庆", "国庆节")];

    /// <summary>Reads the file and lays it on the hall's days.</summary>
    /// <param name="importerId">Who imports it.</param>
    public static async Task<Answer<LaidNotice>> Of(Act act, string fileName, byte[] file, int importerId,
        CancellationToken cancel)
    {
        var read = Read(fileName, file);
        if (read.Refusal is { } unreadable)
            return unreadable;
        var (notice, content) = read.Value;
        var (db, year) = (act.Db, notice.Year);
        var before = await HallYear.Read(db, cancel);
        var row = await db.Set<AnnouncedYear>().FindAsync([year], cancel);
        var values = row is null ? null : FactValues.Current(db.Entry(row));
        if (row is null)
            db.Add(row = new AnnouncedYear { Year = year, Content = content, ImportedById = importerId,
                ImportedAt = act.Now });
        else
            (row.Content, row.TooLate, row.ImportedById, row.ImportedAt) = (content, [], importerId, act.Now);
        await db.SaveChangesAsync(cancel);
        var announced = await HallYear.Read(db, cancel);
        DateOnly[] days = [.. Enumerable.Range(0, 366).Select(new DateOnly(year, 1, 1).AddDays)
            .Where(day => day.Year == year)];
        // Nobody could punch on them (考勤 一(二)).
        row.TooLate = [.. days.Where(day => DayDecision.ComesTooLateFor(day, act.Today)
            && !before.Rules.IsWorkday(day) && announced.Rules.IsWorkday(day))];
        await db.SaveChangesAsync(cancel);
        // The year may have begun: its first days were closed as ordinary ones.
        var after = await HallYear.Read(db, cancel);
        return new LaidNotice(
            new HolidayPlan(year, notice.Days.Count, [.. ChangesOf(notice, days, before, announced)],
                [.. DangersOf(notice, days, before, announced)], row.TooLate),
            row, values, [.. days.Where(day => day <= act.Today
                && before.Rules.IsWorkday(day) != after.Rules.IsWorkday(day))]);
    }

    /// <summary>Why the days that are over may not change; otherwise notes that they are computed again.</summary>
    public static async Task<Refusal?> NotePast(Act act, IReadOnlyList<DateOnly> past, string cause,
        CancellationToken cancel)
    {
        foreach (var day in past)
        {
            if (await MonthClosing.RefusalFor(act.Db, day, day, cancel) is { } closed)
                return closed;
            act.Db.Add(new StaleDay { First = day, Last = day, Cause = cause, AuthorId = act.Rights.StaffId,
                At = act.Now });
        }

        return null;
    }

    private static Answer<(OfficialYear Notice, string Content)> Read(string fileName, byte[] file)
    {
        if (file.Length > ImportHolidays.GreatestSize || DecodedText.Of(file) is not { } content
            || content.Length > ImportHolidays.GreatestSize)
            return new Refusal("文件过大或不是文本，已拒绝。应为 holiday-cn 格式的 JSON，一年一个文件。");
        OfficialHolidays notices;
        try
        {
            notices = OfficialHolidays.Read(content, fileName);
        }
        catch (FormatException fault)
        {
            return new Refusal(fault.Message);
        }

        if (notices.Years.Count != 1)
            return new Refusal("一次导入一年，文件里应只有一年的安排。");
        var year = notices.Years.Single();
        if (AcceptedDays.FaultOf("年份", new DateOnly(Math.Clamp(year, 1, 9999), 1, 1)) is { } absurd)
            return absurd;
        return OfficialHolidays.BuiltIn.IsAnnounced(year)
            ? new Refusal($"{year} 年的安排已内置，不需要导入。个别日期的变动请用“单日调整”。")
            : (notices.Year(year)!, content);
    }

    private static IEnumerable<HolidayChange> ChangesOf(OfficialYear notice, DateOnly[] days, HallYear before,
        HallYear after) =>
        notice.Days.Select(day => day.Date).Where(day => day.Year != notice.Year).Concat(days)
            .Select(day => new HolidayChange(day, Words(before.On(day)), Words(after.On(day))))
                .Where(change => change.Before != change.After);

    private static IEnumerable<HolidayDanger> DangersOf(OfficialYear notice, DateOnly[] days, HallYear before,
        HallYear after)
    {
        foreach (var (word, name) in Festivals)
        {
            if (!notice.Days.Any(day => day.Kind == OfficialDayKind.Off
                && day.Name.Contains(word, StringComparison.Ordinal)))
                yield return new HolidayDanger("missing:" + name, $"{notice.Year} 年的安排里没有{name}放假");
        }

        foreach (var day in days)
        {
            var (was, becomes) = (before.On(day), after.On(day));
            if (was.Kind is DayKind.Holiday or DayKind.MakeUp && becomes.Kind != was.Kind)
                yield return new HolidayDanger($"lost:{day:yyyy-MM-dd}",
                    $"{day:yyyy-MM-dd} 原为{Words(was)}，将变为{Words(becomes)}");
        }
    }

    private static string Words((DayKind Kind, string Name) day) => day.Kind switch
    {
        DayKind.Holiday => $"放假（{day.Name}）",
        DayKind.MakeUp => $"调休上班（{day.Name}）",
        DayKind.DecidedOff => $"不上班（本厅调整：{day.Name}）",
        DayKind.DecidedWork => $"上班（本厅调整：{day.Name}）",
        DayKind.Weekend => "周末",
        _ => "工作日",
    };
}
